package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.BinaryClientException;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.ClientOptions;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command of the binary protocol, over a real socket, beside HTTP. */
class BinaryApiTest {
    private static TestServer server;
    private static House house;
    private static BinaryClient web;
    private static BinaryClient operator;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        house = new House(server.api());
        web = BinaryClient.connect(ClientOptions.of("127.0.0.1", server.binaryPort(), Api.WEB));
        operator = BinaryClient.connect(ClientOptions.of("127.0.0.1", server.binaryPort(), Api.OPERATOR));
    }

    @AfterAll
    static void stop() {
        web.close();
        operator.close();
        server.close();
    }

    @Test
    void shouldHoldExchangeConfirmAndCancel() {
        long show = largeShow();

        BinaryAnswer hold = web(BinaryCommand.holdSeats(id(), show, "ann", 3, 2));
        BinaryAnswer other = web(BinaryCommand.exchangeSeats(id(), hold.signed().orElseThrow(), "ann", 12, 13));
        BinaryAnswer booking = web(BinaryCommand.confirmHold(id(), hold.signed().orElseThrow(), "ann", 3_000, "pay-1"));
        String letters = house.letters(Long.toString(show), "sections/1/rows/0");
        BinaryAnswer cancelled =
                web(BinaryCommand.cancelBooking(id(), booking.signed().orElseThrow(), "ann"));

        assertThat(hold.code()).isEqualTo(Code.OK);
        assertThat(hold.seats()).containsExactly(2, 3);
        assertThat(hold.total()).isEqualTo(5_000);
        assertThat(hold.showId()).isEqualTo(show);
        assertThat(other.seats()).containsExactly(12, 13);
        assertThat(other.expiresAtMs()).isEqualTo(hold.expiresAtMs());
        assertThat(booking.code()).isEqualTo(Code.OK);
        assertThat(letters).isEqualTo("BBFFFF");
        assertThat(cancelled.code()).isEqualTo(Code.OK);
        assertThat(house.letters(Long.toString(show), "sections/1/rows/0")).isEqualTo("FFFFFF");
    }

    @Test
    void shouldHoldBestAvailableAndRelease() {
        long show = largeShow();

        BinaryAnswer hold = web(BinaryCommand.holdBestAvailable(id(), show, "ann", 3, 1, BinaryCommand.ANY, true));
        BinaryAnswer released =
                web(BinaryCommand.releaseHold(id(), hold.signed().orElseThrow(), "ann"));

        assertThat(hold.code()).isEqualTo(Code.OK);
        assertThat(hold.seats()).hasSize(3);
        assertThat(released.code()).isEqualTo(Code.OK);
        assertThat(released.subjectId()).isEqualTo(hold.subjectId());
    }

    @Test
    void shouldJoinAndLeaveALine() {
        long show = Long.parseLong(house.smallShow());
        web(BinaryCommand.holdSeats(id(), show, "ann", 0, 1, 2, 3));

        BinaryAnswer bob = web(BinaryCommand.joinLine(id(), show, "bob", 2, BinaryCommand.ANY));
        BinaryAnswer cat = web(BinaryCommand.joinLine(id(), show, "cat", 1, BinaryCommand.ANY));
        BinaryAnswer left = web(BinaryCommand.leaveLine(id(), bob.signed().orElseThrow(), "bob"));

        assertThat(bob.ahead()).isZero();
        assertThat(cat.ahead()).isEqualTo(1);
        assertThat(left.code()).isEqualTo(Code.OK);
        String catOverHttp = cat.signed().orElseThrow().text(Kind.WAITER);
        assertThat(server.api().get("/waiters/" + catOverHttp).expect(200).number("position"))
                .isEqualTo(1);
    }

    @Test
    void shouldOperateShows() {
        String showId = house.smallShow("'onSaleAt':'2199-01-02T03:04:05.678Z'");
        long show = Long.parseLong(showId);

        assertThat(web(BinaryCommand.holdSeats(id(), show, "ann", 0)).code()).isEqualTo(Code.NOT_ON_SALE);
        assertThat(operator(BinaryCommand.openSale(id(), show)).code()).isEqualTo(Code.OK);
        assertThat(web(BinaryCommand.holdSeats(id(), show, "ann", 0)).code()).isEqualTo(Code.OK);
        assertThat(operator(BinaryCommand.blockSeats(id(), show, "broken", 1, 2))
                        .code())
                .isEqualTo(Code.OK);
        assertThat(house.letters(showId, "sections/0/rows/0")).isEqualTo("HXXF");
        assertThat(operator(BinaryCommand.unblockSeats(id(), show, "", 1)).code())
                .isEqualTo(Code.OK);
        assertThat(operator(BinaryCommand.closeSale(id(), show)).code()).isEqualTo(Code.OK);
        assertThat(web(BinaryCommand.holdSeats(id(), show, "bob", 1)).code()).isEqualTo(Code.SALE_CLOSED);
        assertThat(operator(BinaryCommand.archiveShow(id(), show)).code()).isEqualTo(Code.SHOW_ACTIVE);
        assertThat(operator(BinaryCommand.cancelShow(id(), show, "fire")).code())
                .isEqualTo(Code.OK);
        assertThat(operator(BinaryCommand.archiveShow(id(), show)).code()).isEqualTo(Code.OK);
        assertThat(server.api().get("/shows/" + showId).status()).isEqualTo(404);
    }

    @Test
    void shouldLetTheCatalogueFollowWhatOperatorsDo() {
        String showId = house.smallShow("'onSaleAt':'2199-01-02T03:04:05.678Z'");
        String shows = "/movies/" + house.movieId() + "/shows";
        operator(BinaryCommand.openSale(id(), Long.parseLong(showId)));
        String onSaleAt = server.api().get("/shows/" + showId).text("onSaleAt");

        await().until(() -> server.api().get(shows).each("items", "onSaleAt").contains(onSaleAt));
    }

    @Test
    void shouldTakeIdsOfHttpAndGiveIdsToHttp() {
        String show = house.smallShow();
        SignedId overHttp =
                SignedId.parse(house.hold(show, "ann", 1).expect(201).text("holdId"));
        BinaryAnswer hold = web(BinaryCommand.holdSeats(id(), Long.parseLong(show), "bob", 3));

        BinaryAnswer booking = web(BinaryCommand.confirmHold(id(), overHttp, "ann", -1, "pay-1"));
        String bookingId = booking.signed().orElseThrow().text(Kind.BOOKING);

        assertThat(overHttp.text(Kind.HOLD)).startsWith("h_");
        assertThat(server.api().get("/bookings/" + bookingId).expect(200).text("state"))
                .isEqualTo("BOOKED");
        house.release(hold.signed().orElseThrow().text(Kind.HOLD), "bob").expect(204);
    }

    @Test
    void shouldNotFindIdsThatItDidNotSign() {
        BinaryAnswer hold = web(BinaryCommand.holdSeats(id(), largeShow(), "ann", 0));
        SignedId known = hold.signed().orElseThrow();
        SignedId guessed = new SignedId(known.id(), known.first(), known.second() ^ 1);

        BinaryAnswer refused = web(BinaryCommand.releaseHold(id(), guessed, "ann"));

        assertThat(refused.code()).isEqualTo(Code.HOLD_NOT_FOUND);
        assertThat(refused.sequence()).isZero();
        assertThat(web(BinaryCommand.cancelBooking(id(), known, "ann")).code()).isEqualTo(Code.BOOKING_NOT_FOUND);
        assertThat(web(BinaryCommand.leaveLine(id(), known, "ann")).code()).isEqualTo(Code.WAITER_NOT_FOUND);
        assertThat(web(BinaryCommand.releaseHold(id(), known, "bob")).code()).isEqualTo(Code.NOT_OWNER);
        assertThat(web(BinaryCommand.releaseHold(id(), known, "ann")).code()).isEqualTo(Code.OK);
    }

    @Test
    void shouldRefuseWhatIsWellFormedButMeansNothing() {
        long show = largeShow();

        assertThat(web(BinaryCommand.holdSeats(id(), show, "a\tb", 0)).code()).isEqualTo(Code.MALFORMED);
        assertThat(web(BinaryCommand.holdSeats(id(), show, "", 0)).code()).isEqualTo(Code.MALFORMED);
        assertThat(web(BinaryCommand.holdSeats(id(), show, "a".repeat(65), 0)).code())
                .isEqualTo(Code.MALFORMED);
        assertThat(web(BinaryCommand.holdBestAvailable(id(), show, "ann", 0, -1, -1, false))
                        .code())
                .isEqualTo(Code.MALFORMED);
        assertThat(web(BinaryCommand.holdSeats(id(), show, "ann", new int[11])).code())
                .isEqualTo(Code.TOO_MANY_SEATS);
        assertThat(web(BinaryCommand.holdSeats(id(), show, "ann", -1, 5)).seats())
                .containsExactly(-1);
        assertThat(web(BinaryCommand.holdSeats(id(), -5, "ann", 1)).code()).isEqualTo(Code.SHOW_NOT_FOUND);
        assertThat(operator(BinaryCommand.cancelShow(id(), show, "a\nb")).code())
                .isEqualTo(Code.MALFORMED);
    }

    @Test
    void shouldForbidOperatorsCommandsToAWebTier() {
        long show = largeShow();

        assertThatThrownBy(() -> web(BinaryCommand.closeSale(id(), show)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(BinaryClientException.class)
                .hasMessageContaining("role");
        assertThat(web(BinaryCommand.holdSeats(id(), show, "ann", 0)).code()).isEqualTo(Code.OK);
        assertThat(operator(BinaryCommand.holdSeats(id(), show, "bob", 1)).code())
                .isEqualTo(Code.OK);
    }

    @Test
    void shouldAnswerARepetitionWithTheSameAndKeepKeysApart() {
        long show = largeShow();
        CommandId same = id();
        BinaryCommand command = BinaryCommand.holdSeats(same, show, "ann", 4);

        BinaryAnswer first = web(command);
        BinaryAnswer again = web(command);
        BinaryAnswer reused = web(BinaryCommand.holdSeats(same, show, "ann", 5));
        BinaryAnswer fromOtherKey = operator(command);

        assertThat(first.isReplayed()).isFalse();
        assertThat(again.isReplayed()).isTrue();
        assertThat(again.sequence()).isEqualTo(first.sequence());
        assertThat(again.signed()).isEqualTo(first.signed());
        assertThat(reused.code()).isEqualTo(Code.IDEMPOTENCY_KEY_REUSED);
        assertThat(fromOtherKey.code()).isEqualTo(Code.SEATS_UNAVAILABLE);
        assertThat(fromOtherKey.isReplayed()).isFalse();
    }

    @Test
    void shouldNotConnectWithAWrongKey() {
        try (BinaryClient client =
                BinaryClient.connect(ClientOptions.of("127.0.0.1", server.binaryPort(), "no such key"))) {
            assertThatThrownBy(() -> client.send(BinaryCommand.openSale(id(), 1))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join())
                    .cause()
                    .isInstanceOfSatisfying(
                            BinaryClientException.class,
                            refusal ->
                                    assertThat(refusal.reason()).isEqualTo(BinaryClientException.Reason.LOGON_REFUSED));
        }
    }

    @Test
    void shouldBoundWhatIsInFlight() {
        try (BinaryClient client =
                BinaryClient.connect(ClientOptions.of("127.0.0.1", 1, Api.WEB).maxInFlight(2))) {
            assertThat(client.send(BinaryCommand.openSale(id(), 1))).isNotDone();
            assertThat(client.send(BinaryCommand.openSale(id(), 2))).isNotDone();
            assertThat(client.send(BinaryCommand.openSale(id(), 3))).isCompletedExceptionally();
            assertThat(client.inFlight()).isEqualTo(2);
        }
    }

    private static long largeShow() {
        return Long.parseLong(house.largeShow());
    }

    private static BinaryAnswer web(BinaryCommand command) {
        return web.send(command).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static BinaryAnswer operator(BinaryCommand command) {
        return operator.send(command).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static CommandId id() {
        return CommandId.random();
    }
}
