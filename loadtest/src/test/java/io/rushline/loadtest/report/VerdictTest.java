package io.rushline.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final long HOLD_MS = 20_000;
    private static final String SHOW = "show";

    private final Evidence evidence = new Evidence();

    @Test
    void shouldBeCleanWhenNothingWasReplied() {
        assertClean();
    }

    @Test
    void shouldBeCleanWhenLineIsServedInOrder() {
        granted("h1", 10, 1_000, "A1", "A2");
        waited("w1", 11, 20, Wait.End.OFFERED);
        waited("w2", 12, 20, Wait.End.OFFERED);
        waited("w3", 13, 15, Wait.End.WITHOUT_OFFER);
        waited("w4", 14, 30, Wait.End.OFFERED);
        granted("h2", 31, 50_000, "A3");

        assertClean();
    }

    // Seats sold twice

    @Test
    void shouldFindSeatSoldTwiceWhenTwoBookingsHaveIt() {
        booked("b1", "h1", 20, "A1", "A2");
        booked("b2", "h2", 30, "A2", "A3");

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.seatsSoldTwice()).isEqualTo(1);
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.findings())
                .anySatisfy(finding -> assertThat(finding)
                        .contains("A2")
                        .contains("b1")
                        .contains("b2")
                        .contains(SHOW));
    }

    @Test
    void shouldBeCleanWhenSeatsOfTheSameNameAreInTwoShows() {
        evidence.booked(new Booking("one", "b1", "h1", List.of("A1"), 20, false));
        evidence.booked(new Booking("two", "b2", "h2", List.of("A1"), 21, false));

        assertClean();
    }

    @Test
    void shouldFindSeatSoldTwiceWhenOneBookingNamesItTwice() {
        booked("b1", "h1", 20, "A1", "A1");

        assertThat(Verdict.of(evidence).seatsSoldTwice()).isEqualTo(1);
    }

    @Test
    void shouldBeCleanWhenTheFirstBookingWasCancelledBefore() {
        granted("h1", 10, 1_000, "A1");
        booked("b1", "h1", 20, "A1");
        evidence.cancelling("b1");
        evidence.cancelled("b1", 25);
        granted("h2", 26, 1_500, "A1");
        booked("b2", "h2", 30, "A1");

        assertClean();
    }

    @Test
    void shouldFindSeatSoldTwiceWhenTheFirstBookingWasCancelledLater() {
        granted("h1", 10, 1_000, "A1");
        booked("b1", "h1", 20, "A1");
        evidence.cancelling("b1");
        evidence.cancelled("b1", 35);
        granted("h2", 26, 1_500, "A1");
        booked("b2", "h2", 30, "A1");

        assertThat(Verdict.of(evidence).seatsSoldTwice()).isEqualTo(1);
        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    // Seats held twice

    @Test
    void shouldFindSeatHeldTwiceWhenEarlierHoldHasNotExpired() {
        granted("h1", 10, 1_000, "A1");
        granted("h2", 11, 1_000 + HOLD_MS - 1, "A1");

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.seatsHeldTwice()).isEqualTo(1);
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.findings())
                .containsExactly("seat A1 of show show was granted to hold h2 at sequence 11 while hold h1 had it");
    }

    @Test
    void shouldFindSeatHeldTwiceWhenOneReplyGrantsItTwice() {
        granted("h1", 10, 1_000, "A1", "A1");

        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldBeCleanWhenEarlierHoldHasExpired() {
        granted("h1", 10, 1_000, "A1");
        granted("h2", 11, 1_000 + HOLD_MS, "A1");

        assertClean();
    }

    @Test
    void shouldBeCleanWhenEarlierHoldWasReleasedBefore() {
        granted("h1", 10, 1_000, "A1");
        evidence.releasing("h1");
        evidence.released("h1", 12);
        granted("h2", 12, 1_200, "A1");

        assertClean();
    }

    @Test
    void shouldFindSeatHeldTwiceWhenEarlierHoldWasReleasedAfterwards() {
        granted("h1", 10, 1_000, "A1");
        evidence.releasing("h1");
        evidence.released("h1", 13);
        granted("h2", 12, 1_200, "A1");

        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldBeCleanWhenNobodyKnowsWhenTheReleaseTookEffect() {
        granted("h1", 10, 1_000, "A1");
        evidence.releasing("h1");
        granted("h2", 12, 1_200, "A1");

        assertClean();
    }

    @Test
    void shouldFindSeatHeldTwiceWhenItWasBookedLongBefore() {
        granted("h1", 10, 1_000, "A1");
        booked("b1", "h1", 15, "A1");
        granted("h2", 99, 9_000_000, "A1");

        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldFindSeatHeldTwiceWhenItIsGrantedBetweenHoldAndBooking() {
        granted("h1", 10, 1_000, "A1");
        // Even if the clock says that h1 had expired: it was booked in time afterwards.
        granted("h2", 12, 1_000 + HOLD_MS + 5, "A1");
        booked("b1", "h1", 15, "A1");

        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldBeCleanWhenAnotherHadTheSeatBeforeItWasBookedLate() {
        granted("h1", 10, 1_000, "A1");
        granted("h2", 12, 1_000 + HOLD_MS, "A1");
        evidence.releasing("h2");
        evidence.released("h2", 13);
        evidence.booked(new Booking(SHOW, "b1", "h1", List.of("A1"), 15, true));

        assertClean();
    }

    @Test
    void shouldFindSeatHeldTwiceWhenItIsGrantedAfterALateBooking() {
        granted("h1", 10, 1_000, "A1");
        evidence.booked(new Booking(SHOW, "b1", "h1", List.of("A1"), 15, true));
        granted("h2", 16, 90_000, "A1");

        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldFindSeatHeldTwiceWhenOneCommandGrantsItTwice() {
        evidence.granted(new Grant(SHOW, "h1", List.of("A1"), 10, -1, -1, true));
        booked("b1", "h1", 15, "A1");
        evidence.granted(new Grant(SHOW, "h2", List.of("A1"), 10, -1, -1, true));

        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldCountSeatOnceWhenItIsHeldThreeTimes() {
        granted("h1", 10, 1_000, "A1");
        granted("h2", 11, 1_001, "A1");
        granted("h3", 12, 1_002, "A1");

        assertThat(Verdict.of(evidence).seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldBeCleanWhenRepliesDoNotTellTheTimes() {
        evidence.granted(new Grant(SHOW, "h1", List.of("A1"), 10, -1, -1, false));
        evidence.granted(new Grant(SHOW, "h2", List.of("A1"), 11, -1, -1, false));

        assertClean();
    }

    // Overtaken by a waiter

    @Test
    void shouldFindWaiterOvertakenWhenALaterOneHasAnEarlierOffer() {
        waited("w1", 10, 30, Wait.End.OFFERED);
        waited("w2", 11, 29, Wait.End.OFFERED);

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.waitersOvertaken()).isEqualTo(1);
        assertThat(verdict.waitersOvertakenByNewcomers()).isZero();
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.findings())
                .containsExactly("waiter w1 of show show (joined at 10, ended at 30) was overtaken by waiter w2,"
                        + " who joined later and had an offer at 29");
    }

    @Test
    void shouldFindWaiterOvertakenWhenTheWaitNeverEnds() {
        waited("w1", 10, Wait.NEVER, Wait.End.NOT_YET);
        waited("w2", 11, 29, Wait.End.OFFERED);

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.waitersOvertaken()).isEqualTo(1);
        assertThat(verdict.findings().get(0)).contains("never ended");
    }

    @Test
    void shouldFindWaiterOvertakenWhenItLeavesAfterTheOtherHadAnOffer() {
        waited("w1", 10, 30, Wait.End.WITHOUT_OFFER);
        waited("w2", 11, 29, Wait.End.OFFERED);

        assertThat(Verdict.of(evidence).waitersOvertaken()).isEqualTo(1);
    }

    @Test
    void shouldCountEachWaiterWhenOneOvertakesSeveral() {
        waited("w1", 10, 40, Wait.End.OFFERED);
        waited("w2", 11, 41, Wait.End.OFFERED);
        waited("w3", 12, 20, Wait.End.OFFERED);

        assertThat(Verdict.of(evidence).waitersOvertaken()).isEqualTo(2);
    }

    @Test
    void shouldBeCleanWhenOneCommandServesTwoOrADepartureServesTheNext() {
        waited("w1", 10, 30, Wait.End.OFFERED);
        waited("w2", 11, 30, Wait.End.OFFERED);
        waited("w3", 12, 40, Wait.End.WITHOUT_OFFER);
        waited("w4", 13, 40, Wait.End.OFFERED);

        assertClean();
    }

    @Test
    void shouldBeCleanWhenALaterOneOnlyLeavesEarlier() {
        waited("w1", 10, 30, Wait.End.OFFERED);
        waited("w2", 11, 20, Wait.End.WITHOUT_OFFER);
        waited("w3", 12, Wait.NEVER, Wait.End.NOT_YET);

        assertClean();
    }

    @Test
    void shouldBeCleanWhenTheOtherWaitsForAnotherShow() {
        waited("w1", 10, 30, Wait.End.OFFERED);
        evidence.waited(new Wait("another", "w2", 11, 20, Wait.End.OFFERED));

        assertClean();
    }

    @Test
    void shouldTellOfUnprovenWaitWhenItsEndIsUnknown() {
        waited("w1", 10, Wait.UNKNOWN, Wait.End.UNKNOWN);
        waited("w2", 11, 20, Wait.End.OFFERED);
        granted("h1", 21, 1_000, "A1");

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.clean()).isTrue();
        assertThat(verdict.waitsUnproven()).isEqualTo(1);
    }

    // Overtaken by a newcomer

    @Test
    void shouldFindWaiterOvertakenWhenANewcomerIsGrantedAHoldMeanwhile() {
        waited("w1", 10, 30, Wait.End.OFFERED);
        granted("h1", 29, 1_000, "A1");

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.waitersOvertakenByNewcomers()).isEqualTo(1);
        assertThat(verdict.waitersOvertaken()).isZero();
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.findings())
                .containsExactly("waiter w1 of show show (joined at 10, ended at 30) was overtaken"
                        + " by a newcomer, who was granted a hold at 29");
    }

    @Test
    void shouldFindWaiterOvertakenWhenANewcomerComesRightAfterJoining() {
        waited("w1", 10, 30, Wait.End.OFFERED);
        granted("h1", 11, 1_000, "A1");

        assertThat(Verdict.of(evidence).waitersOvertakenByNewcomers()).isEqualTo(1);
    }

    @Test
    void shouldFindWaiterOvertakenByNewcomerWhenTheWaitNeverEnds() {
        waited("w1", 10, Wait.NEVER, Wait.End.NOT_YET);
        granted("h1", 1_000_000, 1_000, "A1");

        assertThat(Verdict.of(evidence).waitersOvertakenByNewcomers()).isEqualTo(1);
    }

    @Test
    void shouldBeCleanWhenNewcomersComeBeforeOrAfterTheWait() {
        granted("h1", 9, 1_000, "A1");
        waited("w1", 10, 30, Wait.End.OFFERED);
        granted("h2", 31, 1_000, "A2");

        assertClean();
    }

    @Test
    void shouldBeCleanWhenTheHoldMeanwhileIsAnOffer() {
        waited("w0", 9, 20, Wait.End.OFFERED);
        waited("w1", 10, 30, Wait.End.OFFERED);
        evidence.granted(new Grant(SHOW, "h0", List.of("A1"), 20, 1_000, 1_000 + HOLD_MS, true));

        assertClean();
    }

    // Lost bookings

    @Test
    void shouldFindLostBookingWhenServerDoesNotConfirmIt() {
        booked("b1", "h1", 20, "A1");
        evidence.unconfirmed("b1", "404 BOOKING_NOT_FOUND");

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.bookingsLost()).isEqualTo(1);
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.findings())
                .containsExactly("booking b1 was acknowledged but is not confirmed: 404 BOOKING_NOT_FOUND");
    }

    @Test
    void shouldLimitFindingsButNotCountsWhenThereAreMany() {
        for (int i = 0; i < 50; i++) {
            booked("b" + i, "h" + i, 20 + i, "A1", "S" + i);
            booked("c" + i, "i" + i, 20 + i, "S" + i);
            evidence.unconfirmed("b" + i, "404");
        }

        Verdict verdict = Verdict.of(evidence);

        assertThat(verdict.seatsSoldTwice()).isEqualTo(51);
        assertThat(verdict.bookingsLost()).isEqualTo(50);
        assertThat(verdict.findings()).hasSize(2 * Verdict.FINDINGS_MAX_PER_KIND);
    }

    private void granted(String holdId, long sequence, long grantedAtMs, String... seats) {
        evidence.granted(new Grant(SHOW, holdId, List.of(seats), sequence, grantedAtMs, grantedAtMs + HOLD_MS, false));
    }

    private void booked(String bookingId, String holdId, long sequence, String... seats) {
        evidence.booked(new Booking(SHOW, bookingId, holdId, List.of(seats), sequence, false));
    }

    private void waited(String waiterId, long joinedSequence, long endedSequence, Wait.End end) {
        evidence.waited(new Wait(SHOW, waiterId, joinedSequence, endedSequence, end));
    }

    private void assertClean() {
        Verdict verdict = Verdict.of(evidence);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.clean()).isTrue();
    }
}
