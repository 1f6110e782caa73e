package io.rushline.gateway.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rushline.gateway.binary.BinaryClientException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BinaryClientTest {
    @Test
    void shouldEndAtOnceWhereAnotherProtocolIsSpoken() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BinaryClient client =
                        BinaryClient.connect(ClientOptions.of("127.0.0.1", listening.getLocalPort(), "key"))) {
            CompletableFuture<BinaryAnswer> answer =
                    client.send(BinaryCommand.holdSeats(CommandId.random(), 1, "ann", 0));
            try (Socket accepted = listening.accept()) {
                accepted.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                Throwable failure = catchThrowable(
                        () -> answer.orTimeout(10, TimeUnit.SECONDS).join());
                assertThat(failure).hasMessageContaining("a frame of " + 0x50545448 + " bytes");
                // The event loop is free again: whatever was sent comes to its end, and so does the connection.
                accepted.setSoTimeout(10_000);
                assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    @Test
    void shouldRefuseInWordsWhatIsAskedOfItWhenItIsClosed() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BinaryClient client = BinaryClient.connect(ClientOptions.of("127.0.0.1", listening.getLocalPort(), "key"));
            client.close();

            CompletableFuture<BinaryAnswer> answer =
                    client.send(BinaryCommand.holdSeats(CommandId.random(), 1, "ann", 0));
            assertThat(answer)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            BinaryClientException.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.CLOSED));
            assertThat(client.inFlight()).isZero();
            client.unsubscribe(client.subscribeToShow(1, new StateListener() {}));
            client.close();
        }
    }

    @Test
    void shouldCloseFromItsOwnLoop() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BinaryClient client = BinaryClient.connect(ClientOptions.of("127.0.0.1", listening.getLocalPort(), "key"));
            CompletableFuture<Boolean> closed = client.send(BinaryCommand.holdSeats(CommandId.random(), 1, "ann", 0))
                    .handle((answer, failure) -> {
                        client.close();
                        return true;
                    });
            try (Socket accepted = listening.accept()) {
                accepted.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                assertThat(closed).succeedsWithin(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void shouldLeaveTheLoopToOthersWhenItIsNotItsOwn() throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerSocket listening = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            ClientOptions options = ClientOptions.of("127.0.0.1", listening.getLocalPort(), "key");
            BinaryClient first = BinaryClient.connect(options, loop);
            BinaryClient second = BinaryClient.connect(options, loop);
            try (Socket one = listening.accept();
                    Socket other = listening.accept()) {
                one.setSoTimeout(10_000);
                other.setSoTimeout(10_000);
                assertThat(one.getInputStream().read()).as("a logon").isPositive();
                assertThat(other.getInputStream().read()).as("a logon").isPositive();

                first.close();

                assertThat(loop.isShuttingDown()).isFalse();
                CompletableFuture<BinaryAnswer> answer =
                        second.send(BinaryCommand.holdSeats(CommandId.random(), 1, "ann", 0));
                second.close();
                assertThat(catchThrowable(
                                () -> answer.orTimeout(10, TimeUnit.SECONDS).join()))
                        .hasMessageContaining("the client was closed");
            }
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
