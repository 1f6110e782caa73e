package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.ClientOptions;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import io.rushline.gateway.binary.StateListener;
import io.rushline.gateway.binary.protocol.HoldStatus;
import io.rushline.gateway.binary.protocol.Sale;
import io.rushline.gateway.binary.protocol.WaitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What subscribers of the binary protocol are told. */
class BinarySubscriptionTest {
    private static TestServer server;
    private static House house;
    private static BinaryClient client;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        house = new House(server.api());
        client = BinaryClient.connect(ClientOptions.of("127.0.0.1", server.binaryPort(), Api.WEB));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    /** Writes down what it is told. */
    private static final class Diary implements StateListener {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<SignedId> ids = new CopyOnWriteArrayList<>();

        @Override
        public void onSeats(long showId, long sequence, Sale sale, String letters) {
            lines.add(sale + " " + letters);
        }

        @Override
        public void onHold(
                SignedId hold, long sequence, HoldStatus status, long expiresAtMs, SignedId booking, int[] seats) {
            lines.add(status + " " + seats.length);
            ids.add(booking);
        }

        @Override
        public void onWaiter(long waiterId, long sequence, WaitStatus status, int ahead, SignedId hold) {
            lines.add(status + " " + ahead);
            ids.add(hold);
        }

        @Override
        public void onEnd() {
            lines.add("end");
        }

        void awaitLast(String line) {
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> !lines.isEmpty() && lines.get(lines.size() - 1).equals(line));
        }
    }

    @Test
    void shouldTellTheSeatsOfAShow() {
        long show = Long.parseLong(house.smallShow());
        Diary diary = new Diary();

        long subscription = client.subscribeToShow(show, diary);
        diary.awaitLast("OPEN FFFF");
        BinaryAnswer hold = ask(BinaryCommand.holdSeats(CommandId.random(), show, "ann", 1, 2));
        diary.awaitLast("OPEN FHHF");
        ask(BinaryCommand.confirmHold(CommandId.random(), hold.signed().orElseThrow(), "ann", -1, "p"));
        diary.awaitLast("OPEN FBBF");
        house.block(Long.toString(show), "Stalls-A-4").expect(200);
        diary.awaitLast("OPEN FBBX");
        house.operate(Long.toString(show), "close").expect(200);
        diary.awaitLast("CLOSED FBBX");
        client.unsubscribe(subscription);
        diary.awaitLast("end");
    }

    @Test
    void shouldTellThatAShowIsGone() {
        String show = house.smallShow();
        Diary diary = new Diary();
        client.subscribeToShow(Long.parseLong(show), diary);
        diary.awaitLast("OPEN FFFF");

        house.operate(show, "close").expect(200);
        house.operate(show, "archive").expect(200);

        diary.awaitLast("end");
        Diary unknown = new Diary();
        client.subscribeToShow(Long.parseLong(show), unknown);
        unknown.awaitLast("end");
    }

    @Test
    void shouldTellWhatBecomesOfAHold() {
        long show = Long.parseLong(house.smallShow());
        BinaryAnswer hold = ask(BinaryCommand.holdSeats(CommandId.random(), show, "ann", 0, 3));
        SignedId holdId = hold.signed().orElseThrow();
        Diary diary = new Diary();

        client.subscribeToHold(holdId, diary);
        diary.awaitLast("HELD 2");
        ask(BinaryCommand.exchangeSeats(CommandId.random(), holdId, "ann", 0));
        diary.awaitLast("HELD 1");
        BinaryAnswer booking = ask(BinaryCommand.confirmHold(CommandId.random(), holdId, "ann", -1, "p"));
        diary.awaitLast("BOOKED 1");
        assertThat(diary.ids.get(diary.ids.size() - 1))
                .isEqualTo(booking.signed().orElseThrow());
        ask(BinaryCommand.cancelBooking(CommandId.random(), booking.signed().orElseThrow(), "ann"));
        diary.awaitLast("CANCELLED 1");
    }

    @Test
    void shouldTellThatAHoldExpired() {
        long show = Long.parseLong(house.hastyShow());
        BinaryAnswer hold = ask(BinaryCommand.holdSeats(CommandId.random(), show, "ann", 0));
        Diary diary = new Diary();

        client.subscribeToHold(hold.signed().orElseThrow(), diary);

        diary.awaitLast("EXPIRED 1");
    }

    @Test
    void shouldTellAWaiterItsPositionAndTheHoldItIsOffered() {
        long show = Long.parseLong(house.smallShow());
        SignedId hold = ask(BinaryCommand.holdSeats(CommandId.random(), show, "ann", 0, 1, 2, 3))
                .signed()
                .orElseThrow();
        SignedId first = join(show, "bob");
        SignedId second = join(show, "cat");
        Diary diary = new Diary();

        client.subscribeToWaiter(second, diary);
        diary.awaitLast("WAITING 1");
        ask(BinaryCommand.leaveLine(CommandId.random(), first, "bob"));
        diary.awaitLast("WAITING 0");
        ask(BinaryCommand.releaseHold(CommandId.random(), hold, "ann"));
        diary.awaitLast("OFFERED 0");

        SignedId offered = diary.ids.get(diary.ids.size() - 1);
        BinaryAnswer booking = ask(BinaryCommand.confirmHold(CommandId.random(), offered, "cat", -1, "p"));
        assertThat(booking.seats()).hasSize(2);
    }

    @Test
    void shouldNotTellStrangers() {
        long show = Long.parseLong(house.smallShow());
        SignedId hold = ask(BinaryCommand.holdSeats(CommandId.random(), show, "ann", 0))
                .signed()
                .orElseThrow();
        Diary diary = new Diary();

        client.subscribeToHold(new SignedId(hold.id(), hold.first() ^ 1, hold.second()), diary);

        diary.awaitLast("end");
    }

    private static SignedId join(long show, String customer) {
        return ask(BinaryCommand.joinLine(CommandId.random(), show, customer, 2, BinaryCommand.ANY))
                .signed()
                .orElseThrow();
    }

    private static BinaryAnswer ask(BinaryCommand command) {
        return client.send(command).orTimeout(30, TimeUnit.SECONDS).join();
    }
}
