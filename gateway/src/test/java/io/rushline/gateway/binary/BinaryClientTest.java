package io.rushline.gateway.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rushline.gateway.binary.protocol.LogonRefusal;
import io.rushline.gateway.binary.protocol.LogonRefusedEncoder;
import io.rushline.gateway.binary.protocol.MessageHeaderEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BinaryClientTest {
    private static final int RETRY_AFTER_MS = 700;

    @Test
    void shouldComeBackNoSoonerThanTheServerSays() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                BinaryClient client =
                        BinaryClient.connect(ClientOptions.of("127.0.0.1", listening.getLocalPort(), "key"))) {
            listening.setSoTimeout(20_000);
            long refusedNs;
            try (Socket first = listening.accept()) {
                refusedNs = System.nanoTime();
                first.getOutputStream().write(refusedLogon());
                first.getInputStream().readAllBytes();
            }
            listening.accept().close();

            assertThat(Duration.ofNanos(System.nanoTime() - refusedNs).toMillis())
                    .isGreaterThanOrEqualTo(RETRY_AFTER_MS);
            assertThat(client.connectionCount()).isZero();
        }
    }

    private static byte[] refusedLogon() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        LogonRefusedEncoder message = new LogonRefusedEncoder()
                .wrapAndApplyHeader(buffer, Integer.BYTES, new MessageHeaderEncoder())
                .reason(LogonRefusal.RATE_LIMITED)
                .retryAfterMs(RETRY_AFTER_MS);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        buffer.putInt(0, length, ByteOrder.LITTLE_ENDIAN);
        return Arrays.copyOf(buffer.byteArray(), Integer.BYTES + length);
    }

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
}
