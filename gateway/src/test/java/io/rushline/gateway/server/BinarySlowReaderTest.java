package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.http.LeakWatch;
import io.rushline.gateway.server.RawWire.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A client that sends and does not read: it is not read any more, loses nothing, and holds nobody up. */
@ExtendWith(LeakWatch.class)
class BinarySlowReaderTest {
    private static final int CHUNKS = 640;
    private static final int COMMANDS_PER_CHUNK = 250;
    private static final int ANSWERS_TO_OTHERS = 100;
    private static final int HOLD_REPLY = 102;
    private static final int[] SEATS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static final int HEARTBEAT = 4;
    private static final int RESYNC = 24;
    private static final int SEAT_MAP = 25;
    private static final int SEATS_CHANGED = 26;

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldStopReadingThenAnswerEverythingAndResynchronise() throws IOException {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            long show = Long.parseLong(house.largeShow());
            try (RawWire slow = new RawWire(server.binaryPort());
                    RawWire other = RawWire.loggedOn(server.binaryPort(), Api.WEB)) {
                slow.send(RawWire.logon(Api.WEB));
                slow.send(subscribe(show));
                AtomicInteger chunksSent = new AtomicInteger();
                CountDownLatch isRead = new CountDownLatch(1);
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                    sendAll(slow, show, chunksSent);
                    beatUntil(isRead, slow);
                });
                awaitStandstill(chunksSent, other, show);

                assertThat(chunksSent).as("chunks that the server read").hasValueLessThan(CHUNKS);
                other.send(RawWire.holdSeats(2, show, "bob", 22));
                assertThat(other.receive().template()).isEqualTo(HOLD_REPLY);

                assertCompleteAndResynchronised(slow);
                isRead.countDown();
                assertThat(sending).succeedsWithin(Duration.ofSeconds(60));
                assertThat(chunksSent).hasValue(CHUNKS);
            }
        }
    }

    private static void assertCompleteAndResynchronised(RawWire slow) throws IOException {
        int replies = 0;
        boolean isResynchronised = false;
        String letters = "";
        while (replies < CHUNKS * COMMANDS_PER_CHUNK || !isResynchronised) {
            Frame frame = slow.receive();
            if (frame.schema() == RawWire.COMMANDS) {
                replies++;
                assertThat(frame.template()).isEqualTo(HOLD_REPLY);
            } else if (frame.template() == RESYNC) {
                letters = letters(slow.receive());
                isResynchronised = true;
            } else {
                assertThat(frame.template())
                        .as("template of %s", Arrays.toString(frame.bytes().array()))
                        .isIn(RawWire.LOGON_ACCEPTED, HEARTBEAT, SEAT_MAP, SEATS_CHANGED);
            }
        }
        assertThat(letters).isEqualTo("HHHHHHHHHHFFFFFFFFFFFFH");
    }

    private static String letters(Frame seatMap) {
        assertThat(seatMap.template()).isEqualTo(SEAT_MAP);
        int start = 8 + (seatMap.bytes().getShort(0) & 0xFFFF) + 4;
        byte[] all = seatMap.bytes().array();
        return new String(all, start, all.length - start, StandardCharsets.US_ASCII);
    }

    private static void sendAll(RawWire wire, long show, AtomicInteger chunksSent) {
        try {
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (int i = 0; i < COMMANDS_PER_CHUNK; i++) {
                    bytes.writeBytes(RawWire.frame(sameAgain(show)));
                }
                wire.sendBytes(bytes.toByteArray());
                chunksSent.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One command again and again: its answer is the same, and long. */
    private static byte[] sameAgain(long show) {
        return RawWire.holdSeats(1, show, "s".repeat(64), SEATS);
    }

    /** A client that only reads would be taken for a silent one, however fast it reads. Ends with the connection at the latest. */
    private static void beatUntil(CountDownLatch isRead, RawWire wire) {
        try {
            while (!isRead.await(1, TimeUnit.SECONDS)) {
                wire.send(RawWire.heartbeat());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Nothing tells a client that it is not read any more, but that it gets no further while others are answered: without
     * them the whole server might just be slow.
     */
    private static void awaitStandstill(AtomicInteger chunksSent, RawWire other, long show) {
        AtomicInteger known = new AtomicInteger(-1);
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(90))
                .until(() -> {
                    for (int i = 0; i < ANSWERS_TO_OTHERS; i++) {
                        other.send(sameAgain(show));
                        assertThat(other.receive().template()).isEqualTo(HOLD_REPLY);
                    }
                    int now = chunksSent.get();
                    return now > 0 && known.getAndSet(now) == now;
                });
    }

    private static byte[] subscribe(long show) {
        return RawWire.bytes(RawWire.message(20, RawWire.SESSION, 0, 33, 40)
                .putLong(1)
                .put((byte) 0)
                .putLong(show)
                .putLong(0)
                .putLong(0));
    }
}
