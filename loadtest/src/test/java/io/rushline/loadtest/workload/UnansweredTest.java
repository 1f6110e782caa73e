package io.rushline.loadtest.workload;

import static io.rushline.loadtest.workload.ScriptedOffice.failure;
import static io.rushline.loadtest.workload.ScriptedSale.granted;
import static io.rushline.loadtest.workload.ScriptedSale.inLine;
import static io.rushline.loadtest.workload.ScriptedSale.sale;
import static io.rushline.loadtest.workload.ScriptedSale.sell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.report.Wait;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Failure.Cause;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the verdict makes of requests that had no answer, and whether the server may have heard of them. */
@Timeout(60)
class UnansweredTest {
    private static final Reply OVERLOADED = ScriptedOffice.reply(503, "{\"code\":\"OVERLOADED\"}", 0);

    private final Meter meter = new Meter();

    @Test
    void shouldSayThatARequestWasNotSentWhenNoAttemptWas() {
        assertThat(cause(outcome(failure(Cause.NOT_SENT)))).isEqualTo(Cause.NOT_SENT);
        assertThat(meter.tally().counts().get(Operation.HOLD)).containsOnly(entry("not sent", 6L));
    }

    @Test
    void shouldSayWhatBecameOfTheAttemptThatWasSentWhenOthersWereNot() {
        Failure notSent = failure(Cause.NOT_SENT);

        assertThat(cause(outcome(notSent, notSent, failure(Cause.TIMED_OUT), notSent)))
                .isEqualTo(Cause.TIMED_OUT);
    }

    @Test
    void shouldSayWhatBecameOfTheAttemptThatWasSentWhenTheLastOnesArePutOff() {
        assertThat(cause(outcome(failure(Cause.TIMED_OUT), OVERLOADED))).isEqualTo(Cause.TIMED_OUT);
        assertThat(outcome(failure(Cause.NOT_SENT), OVERLOADED)).isEqualTo(OVERLOADED);
    }

    @Test
    void shouldKnowThatAHoldLivesWhenItsReleaseWasNotSent() {
        assertThat(released(Cause.NOT_SENT)).isEqualTo(Evidence.NOT_RELEASED);
        assertThat(released(Cause.TIMED_OUT)).isEqualTo(Evidence.RELEASED_SOMETIME);
    }

    @Test
    void shouldKnowThatABookingLivesWhenItsCancellationWasNotSent() {
        assertThat(cancelled(Cause.NOT_SENT)).isEqualTo(Evidence.NOT_CANCELLED);
        assertThat(cancelled(Cause.TIMED_OUT)).isEqualTo(Evidence.CANCELLED_SOMETIME);
    }

    /** Whoever is still in line then may be offered seats after the last look, and before the next party. */
    @Test
    void shouldCallNobodyOvertakenWhenTheServerHasNotDecidedThatTheyMayNotLeave() {
        for (Outcome leave : List.of(
                failure(Cause.NOT_SENT),
                failure(Cause.UNREACHABLE),
                failure(Cause.TIMED_OUT),
                OVERLOADED,
                ScriptedOffice.reply(504, "{\"code\":\"NO_ANSWER\"}", 0))) {
            Verdict verdict = offeredToTheNextAfter(leave);

            assertThat(verdict.clean()).as("%s", leave).isTrue();
            assertThat(verdict.waitsUnproven()).as("%s", leave).isEqualTo(1);
        }
    }

    @Test
    void shouldFindWhoIsOvertakenWhenTheServerRefusesToLetThemLeave() {
        Verdict verdict = offeredToTheNextAfter(ScriptedOffice.reply(403, "{\"code\":\"FORBIDDEN\"}", 0));

        assertThat(verdict.waitersOvertaken()).isEqualTo(1);
        assertThat(verdict.waitsUnproven()).isZero();
    }

    /** One click has the hold, the other is told to come again while bookings are looked up. */
    @Test
    void shouldKnowOfTheHoldWhenTheSecondClickIsNotRepeatedAnyMore() {
        CompletableFuture<Sale> sale = new CompletableFuture<>();
        try (ScriptedOffice office = new ScriptedOffice(0, ask -> {
            if (sale.join().closing() || !(ask instanceof Ask.Hold)) {
                return granted(ask);
            }
            sale.join().cutShort();
            return ScriptedOffice.reply(503, "{\"code\":\"OVERLOADED\"}", 5_000);
        })) {
            sale.complete(sale(office, 1, "double-click=100"));
            Sale.Result result = office.runToEnd(sale.join().run());

            assertThat(office.asked()).hasSize(2);
            assertThat(result.evidence().grants()).hasSize(1);
        }
    }

    /** It closes after 30 s, and nobody waits any more after 60; the fourth attempt to join is answered after 65. */
    @Test
    void shouldGiveUpThePlaceWhenItIsGrantedAfterAllHaveLeft() {
        AtomicInteger joins = new AtomicInteger();
        try (ScriptedOffice office = new ScriptedOffice(
                10_000,
                ask -> ask instanceof Ask.Join && joins.incrementAndGet() < 4
                        ? ScriptedOffice.reply(503, "{\"code\":\"OVERLOADED\"}", 5_000)
                        : inLine(ask))) {
            Sale.Result result = office.runToEnd(sale(office, 1).run());

            assertThat(office.asked()).last().isInstanceOf(Ask.Join.class);
            assertThat(result.evidence().waits())
                    .containsExactly(new Wait("1", "w1", 10, Wait.UNKNOWN, Wait.End.UNKNOWN));
            assertThat(result.fates()).containsOnly(entry("not done at the end", 1));
        }
    }

    /** One customer books, and the other is told to come again while the bookings are looked up. */
    @Test
    void shouldAskForBookingsOnlyWhenItLooksThemUp() {
        CompletableFuture<Sale> sale = new CompletableFuture<>();
        try (ScriptedOffice office = new ScriptedOffice(1_000, ask -> {
            if (ask instanceof Ask.Hold hold && hold.customer().equals("run-1")) {
                sale.join().cutShort();
                return ScriptedOffice.reply(503, "{\"code\":\"OVERLOADED\"}", 2_500);
            }
            return granted(ask);
        })) {
            sale.complete(sale(office, 2, "pay=100", "release=0", "cancel=0"));
            Sale.Result result = office.runToEnd(sale.join().run());

            assertThat(office.asked()).last().isInstanceOf(Ask.Booking.class);
            assertThat(result.fates()).containsOnly(entry("booked", 1), entry("not done at the end", 1));
        }
    }

    /** What a call hears whose attempts end so; those that follow end as the last of these. */
    private Outcome outcome(Outcome... attempts) {
        Queue<Outcome> left = new ArrayDeque<>(List.of(attempts));
        CompletableFuture<Outcome> heard = new CompletableFuture<>();
        try (ScriptedOffice office = new ScriptedOffice(0, ask -> left.size() > 1 ? left.remove() : left.element())) {
            Caller caller =
                    new Caller(office, meter, new Evidence(), ScriptedSale.TIMEOUT_MS, heard::completeExceptionally);
            caller.call(Operation.HOLD, Ask.Hold.best("1", "ann", 2, "key"), System.nanoTime(), heard::complete);
            return office.runToEnd(heard);
        }
    }

    private static Cause cause(Outcome outcome) {
        return ((Failure) outcome).cause();
    }

    /** Somebody is in line and can't leave it; somebody who came later is offered seats. */
    private static Verdict offeredToTheNextAfter(Outcome leave) {
        Evidence evidence =
                sell(ask -> ask instanceof Ask.Leave ? leave : inLine(ask)).evidence();
        evidence.waited(new Wait("1", "w2", 11, 20, Wait.End.OFFERED));
        return Verdict.of(evidence);
    }

    private static long released(Cause cause) {
        Sale.Result result =
                sell(ask -> ask instanceof Ask.Release ? failure(cause) : granted(ask), "pay=0", "release=100");
        return result.evidence().releasedAt("h1");
    }

    private static long cancelled(Cause cause) {
        Sale.Result result = sell(
                ask -> ask instanceof Ask.Cancel ? failure(cause) : granted(ask), "pay=100", "release=0", "cancel=100");
        return result.evidence().cancelledAt("b1");
    }
}
