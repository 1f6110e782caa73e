package io.rushline.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final BlockingQueue<Boolean> oneTooMany = new LinkedBlockingQueue<>();
    private final Door door = new Door();

    @Test
    void shouldDoAsTheDoorkeeperSays() throws IOException, InterruptedException {
        ListenOptions options = ListenOptions.port(0, 100).doorkeeper(door);
        try (Listener listener = new Listener("test", options)) {
            listener.listen(new ServerBootstrap(), (channel, isOneTooMany) -> {
                oneTooMany.add(isOneTooMany);
                channel.close().addListener(closed -> {});
            });

            assertThat(isOneTooMany(listener, Doorkeeper.Entry.WELCOME)).isFalse();
            assertThat(isOneTooMany(listener, Doorkeeper.Entry.REFUSED)).isTrue();
            door.says = Doorkeeper.Entry.CLOSED;
            try (Socket closed = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                closed.setSoTimeout(20_000);
                assertThat(closed.getInputStream().read()).as("just closed").isEqualTo(-1);
            }
            assertThat(oneTooMany).isEmpty();
            await("whoever came has left as what it came").until(door.inside::isEmpty);
        }
    }

    @Test
    void shouldTryAgainWhileAnotherHasThePort() throws IOException, InterruptedException {
        CountDownLatch tried = new CountDownLatch(1);
        ServerBootstrap bootstrap = new ServerBootstrap().handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel acceptor) {
                acceptor.closeFuture().addListener(closed -> tried.countDown());
            }
        });
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try (Listener listener = new Listener("test", patient(other.getLocalPort(), Duration.ofMinutes(2)))) {
            CompletableFuture<Void> listening;
            try (other) {
                listening = CompletableFuture.runAsync(() -> listen(listener, bootstrap));
                assertThat(tried.await(20, TimeUnit.SECONDS)).as("tried").isTrue();
                assertThat(listening).isNotDone();
            }
            assertThat(listening).succeedsWithin(Duration.ofSeconds(20));
            assertThat(isOneTooMany(listener, Doorkeeper.Entry.WELCOME)).isFalse();
        }
    }

    @Test
    void shouldGiveUpWhenItsPatienceIsOver() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Listener listener = new Listener("test", patient(other.getLocalPort(), Duration.ofMillis(20)))) {
            assertThatThrownBy(() -> listener.listen(new ServerBootstrap(), (channel, isOneTooMany) -> {}))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }
    }

    private static ListenOptions patient(int port, Duration patience) {
        return ListenOptions.port(port, 100).portPatience(patience);
    }

    private void listen(Listener listener, ServerBootstrap bootstrap) {
        try {
            listener.listen(bootstrap, (channel, isOneTooMany) -> oneTooMany.add(isOneTooMany));
        } catch (PortUnavailableException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldTakeAClientThatIsGoneForNobodyAndNotForThisMachine() {
        assertThat(Listener.addressOf(null).isAnyLocalAddress()).isTrue();
    }

    private boolean isOneTooMany(Listener listener, Doorkeeper.Entry entry) throws IOException, InterruptedException {
        door.says = entry;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            Boolean answer = oneTooMany.poll(20, TimeUnit.SECONDS);
            assertThat(answer).as("accepted: %s", socket).isNotNull();
            return Boolean.TRUE.equals(answer);
        }
    }

    /** Says what it is told to, and counts. */
    private static final class Door implements Doorkeeper {
        private final List<Entry> inside = new CopyOnWriteArrayList<>();
        private volatile Entry says = Entry.WELCOME;

        @Override
        public Entry enter(InetAddress address) {
            Entry said = says;
            inside.add(said);
            return said;
        }

        @Override
        public void leave(InetAddress address, Entry entry) {
            assertThat(inside.remove(entry)).as("%s had come in", entry).isTrue();
        }
    }
}
