package io.rushline.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();

    @Test
    void shouldLeaveSomeToTheRestOfTheProcess() throws Exception {
        Descriptors descriptors = new Descriptors(3);
        try (Listener http = listen(descriptors);
                Listener binary = listen(descriptors);
                Socket first = connect(http);
                Socket second = connect(binary)) {
            assertThat(accepted.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(accepted.poll(20, TimeUnit.SECONDS)).isNotNull();
            Socket third = connect(http);
            assertThat(accepted.poll(20, TimeUnit.SECONDS)).isNotNull();

            try (Socket oneTooMany = connect(binary)) {
                assertThat(oneTooMany.getInputStream().read()).as("just closed").isEqualTo(-1);
            }
            assertThat(accepted).isEmpty();

            third.close();
            await().until(() -> {
                try (Socket next = connect(binary)) {
                    Channel channel = accepted.poll(50, TimeUnit.MILLISECONDS);
                    return channel != null && next.isConnected();
                }
            });
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    private Listener listen(Descriptors descriptors) throws IOException {
        Listener listener = new Listener("test", ListenOptions.port(0, 100), descriptors);
        listener.listen(new ServerBootstrap(), (channel, isOneTooMany) -> {
            listener.add(new Held(channel));
            accepted.add(channel);
        });
        return listener;
    }

    private static Socket connect(Listener listener) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private record Held(Channel channel) implements OpenConnection {
        @Override
        public void drain() {
            channel.close().addListener(closed -> {});
        }
    }
}
