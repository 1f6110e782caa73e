package io.rushline.gateway.view;

import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.HoldViewSnapshotEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.ShowViewSnapshotEncoder;
import io.rushline.engine.protocol.ViewsStartEncoder;
import io.rushline.engine.protocol.WaitState;
import io.rushline.engine.protocol.WaiterViewSnapshotEncoder;
import io.rushline.engine.snapshot.SnapshotSink;
import java.util.Collection;
import java.util.Comparator;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes what of the views the engine does not remember, in the order of docs/snapshot-format.md: equal views give equal
 * parts.
 */
final class ViewsWriter {
    private static final int INITIAL_BYTES = 1024;

    private final SnapshotSink sink;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(INITIAL_BYTES);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShowViewSnapshotEncoder showPart = new ShowViewSnapshotEncoder();
    private final HoldViewSnapshotEncoder holdPart = new HoldViewSnapshotEncoder();
    private final WaiterViewSnapshotEncoder waiterPart = new WaiterViewSnapshotEncoder();

    ViewsWriter(SnapshotSink sink) {
        this.sink = sink;
    }

    void write(Collection<ShowView> shows, Kept<HoldView> holds, Kept<WaiterView> waiters) {
        ViewsStartEncoder start = new ViewsStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .showCount(shows.size())
                .holdCount(holds.size())
                .waiterCount(waiters.size());
        send(start.encodedLength());
        shows.stream().sorted(Comparator.comparingLong(ShowView::showId)).forEach(this::write);
        holds.forEach(this::write);
        waiters.forEach(this::write);
    }

    private void write(ShowView show) {
        showPart.wrapAndApplyHeader(buffer, 0, header)
                .showId(show.showId())
                .sequence(show.sequence())
                .eventId(show.version())
                .onSaleAtMs(show.onSaleAtMs())
                .firstOnSaleAtMs(show.terms().onSaleAtMs());
        send(showPart.encodedLength());
    }

    private void write(HoldView hold) {
        holdPart.wrapAndApplyHeader(buffer, 0, header)
                .holdId(hold.holdId())
                .showId(hold.showId())
                .heldAtMs(hold.heldAtMs())
                .expiresAtMs(hold.expiresAtMs())
                .bookingId(hold.bookingId())
                .total(hold.total())
                .sequence(hold.sequence())
                .state(state(hold.state()))
                .late(flag(hold.state() == HoldView.State.BOOKED_LATE))
                .adjacent(flag(hold.isAdjacent()));
        HoldViewSnapshotEncoder.SeatsEncoder seats = holdPart.seatsCount(hold.seats().length);
        for (int seat : hold.seats()) {
            seats.next().seat(seat);
        }
        holdPart.customer(hold.customer()).paymentReference(hold.paymentReference());
        send(holdPart.encodedLength());
    }

    private void write(WaiterView waiter) {
        waiterPart
                .wrapAndApplyHeader(buffer, 0, header)
                .waiterId(waiter.waiterId())
                .showId(waiter.showId())
                .expiresAtMs(waiter.expiresAtMs())
                .sequence(waiter.sequence())
                .quantity(waiter.quantity())
                .category(waiter.category())
                .state(state(waiter.state()))
                .customer(waiter.customer());
        send(waiterPart.encodedLength());
    }

    private void send(int bodyLength) {
        sink.onPart(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    private static Flag flag(boolean isSet) {
        return isSet ? Flag.YES : Flag.NO;
    }

    private static HoldState state(HoldView.State state) {
        return switch (state) {
            case HELD -> HoldState.HELD;
            case BOOKED, BOOKED_LATE -> HoldState.BOOKED;
            case CANCELLED -> HoldState.CANCELLED;
            case RELEASED -> HoldState.RELEASED;
            case EXPIRED -> HoldState.EXPIRED;
        };
    }

    private static WaitState state(WaiterView.State state) {
        return switch (state) {
            case WAITING -> WaitState.WAITING;
            case OFFERED -> WaitState.OFFERED;
            case TIMED_OUT -> WaitState.TIMED_OUT;
            case INSUFFICIENT -> WaitState.INSUFFICIENT;
            case LEFT -> WaitState.LEFT;
            case SHOW_FULL -> WaitState.SHOW_FULL;
        };
    }
}
