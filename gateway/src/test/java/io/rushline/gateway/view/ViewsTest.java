package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.gateway.view.ShowView.Sale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators do to a show of six seats, and what readers see of it. */
class ViewsTest {
    private static final int ENDED_KEPT = 3;
    private static final long ON_SALE_AT_MS = 90_000;

    private final Views views = new Views(ENDED_KEPT);
    private final EncodedEvents events = new EncodedEvents(views);
    private long planId;
    private long showId;

    @BeforeEach
    void makeAShow() {
        planId = events.plan(6);
        showId = events.show(planId, ON_SALE_AT_MS);
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void shouldShowTheSaleAsItIsAndGiveEachStateAVersion() {
        SeatMap created = seats();
        long opened = events.saleOpened(showId, 7_000);
        SeatMap open = seats();
        events.saleClosed(showId);
        SeatMap closed = seats();
        events.showCancelled(showId);
        SeatMap cancelled = seats();

        assertThat(created.sale()).isEqualTo(Sale.OPEN);
        assertThat(open.sale()).isEqualTo(Sale.OPEN);
        assertThat(closed.sale()).isEqualTo(Sale.CLOSED);
        assertThat(cancelled.sale()).isEqualTo(Sale.CANCELLED);
        assertThat(open.sequence()).isEqualTo(opened);
        assertThat(new long[] {created.version(), open.version(), closed.version(), cancelled.version()})
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldShowWhenSalesBeganWhenTheyWereOpenedEarlier() {
        long atOnce = events.show(planId, 0);
        assertThat(show(showId).onSaleAtMs()).isEqualTo(ON_SALE_AT_MS);

        events.saleOpened(showId, 7_000);
        events.saleOpened(atOnce, 0);

        assertThat(show(showId).onSaleAtMs()).isEqualTo(7_000);
        assertThat(show(showId).terms().onSaleAtMs()).isEqualTo(ON_SALE_AT_MS);
        assertThat(show(atOnce).onSaleAtMs()).isEqualTo(EncodedEvents.TIMESTAMP_MS);
        assertThat(show(showId).terms().linePolicy()).isEqualTo(LinePolicy.FIRST_FIT);
    }

    @Test
    void shouldTakeBlockedSeatsOutOfTheFreeOnesUntilTheyAreUnblocked() {
        SeatMap before = seats();
        events.seatsBlocked(showId, 5, 1, 2);
        SeatMap blocked = seats();
        events.seatsUnblocked(showId, 1, 5);
        SeatMap after = seats();

        assertThat(blocked.letters(0, 6)).isEqualTo("FXXFFX");
        assertThat(blocked.freeInCategory(0)).isEqualTo(3);
        assertThat(blocked.free(0, 6)).isEqualTo(3);
        assertThat(after.letters(0, 6)).isEqualTo("FFXFFF");
        assertThat(after.freeInCategory(0)).isEqualTo(5);
        assertThat(new long[] {before.version(), blocked.version(), after.version()})
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldEndHoldsBookingsAndWaitsWhenTheShowIsCancelled() {
        long held = events.seatsHeld(showId, 0, 1);
        long bookedHold = events.seatsHeld(showId, 2);
        long bookingId = events.seatsBooked(showId, bookedHold);
        long waiterId = events.lineJoined(showId, 4);

        events.showCancelled(showId);
        events.waitEnded(showId, waiterId, WaitEnd.SHOW_CANCELLED);
        events.holdReleased(showId, held);
        events.bookingCancelled(showId, bookingId);

        assertThat(views.hold(held).orElseThrow().state()).isEqualTo(HoldView.State.RELEASED);
        assertThat(views.booking(bookingId).orElseThrow().state()).isEqualTo(HoldView.State.CANCELLED);
        assertThat(views.waiter(waiterId).orElseThrow().state()).isEqualTo(WaiterView.State.INSUFFICIENT);
        assertThat(seats().letters(0, 6)).isEqualTo("FFFFFF");
        assertThat(seats().sale()).isEqualTo(Sale.CANCELLED);
    }

    @Test
    void shouldForgetAnArchivedShowWithAllThatBelongsToIt() {
        long other = events.show(planId, 0);
        long kept = events.seatsHeld(other, 0);
        int before = views.keptCount();
        long released = events.seatsHeld(showId, 0);
        events.holdReleased(showId, released);
        long booked = events.seatsHeld(showId, 1);
        long bookingId = events.seatsBooked(showId, booked);
        long cancelledHold = events.seatsHeld(showId, 2);
        long cancelledBooking = events.seatsBooked(showId, cancelledHold);
        events.bookingCancelled(showId, cancelledBooking);
        long waiterId = events.lineJoined(showId, 1);
        WaiterView waiting = views.waiter(waiterId).orElseThrow();
        events.waitEnded(showId, waiterId, WaitEnd.LEFT);

        events.showArchived(showId);

        assertThat(views.show(showId)).isEmpty();
        assertThat(views.hold(released)).isEmpty();
        assertThat(views.hold(booked)).isEmpty();
        assertThat(views.booking(bookingId)).isEmpty();
        assertThat(views.booking(cancelledBooking)).isEmpty();
        assertThat(views.waiter(waiterId)).isEmpty();
        // Whoever read the waiter before asks for its place afterwards.
        assertThat(views.ahead(waiting)).isZero();
        assertThat(views.keptCount()).isEqualTo(before);
        assertThat(views.hold(kept)).isPresent();
        assertThat(views.show(other)).isPresent();
        assertThat(views.plan(planId)).isPresent();
    }

    @Test
    void shouldCountNothingOfAnArchivedShowAmongTheEndedOnesThatAreKept() {
        long other = events.show(planId, 0);
        for (int i = 0; i < ENDED_KEPT; i++) {
            events.holdReleased(showId, events.seatsHeld(showId, 0));
        }
        events.showArchived(showId);
        long[] ended = new long[ENDED_KEPT];
        for (int i = 0; i < ENDED_KEPT; i++) {
            ended[i] = events.seatsHeld(other, 0);
            events.holdReleased(other, ended[i]);
        }

        assertThat(views.hold(ended[0])).isPresent();
        events.holdReleased(other, events.seatsHeld(other, 0));
        assertThat(views.hold(ended[0])).isEmpty();
        assertThat(views.hold(ended[1])).isPresent();
        // What was forgotten by itself is not forgotten again with its show.
        events.showArchived(other);
        assertThat(views.keptCount()).isZero();
    }

    @Test
    void shouldKeepALateBookingThatWasAmongTheEndedOnes() {
        long expired = events.seatsHeld(showId, 0);
        events.holdReleased(showId, expired);
        long bookingId = events.seatsBooked(showId, expired);
        for (int i = 0; i <= ENDED_KEPT; i++) {
            events.holdReleased(showId, events.seatsHeld(showId, 1));
        }

        assertThat(views.booking(bookingId).orElseThrow().state()).isEqualTo(HoldView.State.BOOKED);
        assertThat(seats().letters(0, 6)).isEqualTo("BFFFFF");
    }

    @Test
    void shouldMoveThoseBehindWhenAnOfferGoesToTheMiddleOfTheLine() {
        long large = events.lineJoined(showId, 4);
        long small = events.lineJoined(showId, 1);
        long behind = events.lineJoined(showId, 4);
        long last = events.lineJoined(showId, 1);

        events.waitersSkipped(showId, small, large);
        events.seatsOffered(showId, small, 3);
        assertThat(new int[] {ahead(large), ahead(behind), ahead(last)}).containsExactly(0, 1, 2);
        events.waitersSkipped(showId, last, large);
        events.seatsOffered(showId, last, 4);

        assertThat(new int[] {ahead(large), ahead(behind), ahead(last)}).containsExactly(0, 1, 0);
        assertThat(views.waiter(small).orElseThrow().state()).isEqualTo(WaiterView.State.OFFERED);
        assertThat(views.hold(small).orElseThrow().seats()).containsExactly(3);
        assertThat(ahead(events.lineJoined(showId, 1))).isEqualTo(2);
    }

    @Test
    void shouldChangeNothingWhenSomebodyIsSkipped() {
        long waiterId = events.lineJoined(showId, 4);
        SeatMap before = seats();

        events.waitersSkipped(showId, 99, waiterId);

        assertThat(seats()).isSameAs(before);
        assertThat(views.waiter(waiterId).orElseThrow().state()).isEqualTo(WaiterView.State.WAITING);
    }

    private int ahead(long waiterId) {
        return views.ahead(views.waiter(waiterId).orElseThrow());
    }

    private ShowView show(long id) {
        return views.show(id).orElseThrow();
    }

    private SeatMap seats() {
        return show(showId).seats();
    }
}
