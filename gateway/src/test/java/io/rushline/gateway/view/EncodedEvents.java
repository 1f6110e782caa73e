package io.rushline.gateway.view;

import io.rushline.engine.protocol.BookingCancelledEncoder;
import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.HoldReleasedEncoder;
import io.rushline.engine.protocol.LineJoinedEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SaleClosedEncoder;
import io.rushline.engine.protocol.SaleOpenedEncoder;
import io.rushline.engine.protocol.SeatPlanDefinedEncoder;
import io.rushline.engine.protocol.SeatsBlockedEncoder;
import io.rushline.engine.protocol.SeatsBookedEncoder;
import io.rushline.engine.protocol.SeatsHeldEncoder;
import io.rushline.engine.protocol.SeatsOfferedEncoder;
import io.rushline.engine.protocol.SeatsUnblockedEncoder;
import io.rushline.engine.protocol.ShowArchivedEncoder;
import io.rushline.engine.protocol.ShowCancelledEncoder;
import io.rushline.engine.protocol.ShowCreatedEncoder;
import io.rushline.engine.protocol.SkipReason;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.protocol.WaitEndedEncoder;
import io.rushline.engine.protocol.WaitersSkippedEncoder;
import io.rushline.gateway.catalogue.HallLayout;
import java.util.Arrays;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/**
 * Events as the engine encodes them, given to views one by one.
 *
 * <p>Each is of a command of its own, whose sequence and event id it returns: they count up together from 1.
 */
final class EncodedEvents {
    static final long TIMESTAMP_MS = 5_000;

    private final Views views;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long last;

    EncodedEvents(Views views) {
        this.views = views;
    }

    /** A hall of one row, {@code Stalls-A-1} and so on, of one category. */
    long plan(int seatCount) {
        ExpandableArrayBuffer definition = new ExpandableArrayBuffer();
        HallLayout layout = new HallLayout(
                List.of(new HallLayout.Section("Stalls", List.of(new HallLayout.Row("A", "Standard", seatCount)))),
                List.of());
        byte[] bytes = new byte[layout.encode(definition, 0, 0, 0, 1, "Small")];
        definition.getBytes(0, bytes);
        SeatPlanDefinedEncoder event = new SeatPlanDefinedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).timestampMs(TIMESTAMP_MS).planId(last);
        event.putDefinition(bytes, 0, bytes.length);
        return publish(event.encodedLength());
    }

    long show(long planId, long onSaleAtMs) {
        ExpandableArrayBuffer definition = new ExpandableArrayBuffer();
        CreateShowEncoder command =
                new CreateShowEncoder().wrapAndApplyHeader(definition, 0, new MessageHeaderEncoder());
        command.planId(planId)
                .onSaleAtMs(onSaleAtMs)
                .maxPerHold(10)
                .linePolicy(LinePolicy.FIRST_FIT)
                .currency("USD");
        command.pricesCount(1).next().amount(1_500);
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength()];
        definition.getBytes(0, bytes);
        ShowCreatedEncoder event = new ShowCreatedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).timestampMs(TIMESTAMP_MS).showId(last);
        event.putDefinition(bytes, 0, bytes.length);
        return publish(event.encodedLength());
    }

    long saleOpened(long showId, long onSaleAtMs) {
        SaleOpenedEncoder event = new SaleOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).onSaleAtMs(onSaleAtMs);
        return publish(event.encodedLength());
    }

    long saleClosed(long showId) {
        SaleClosedEncoder event = new SaleClosedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId);
        return publish(event.encodedLength());
    }

    long showCancelled(long showId) {
        ShowCancelledEncoder event = new ShowCancelledEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).reason("the roof leaks");
        return publish(event.encodedLength());
    }

    long showArchived(long showId) {
        ShowArchivedEncoder event = new ShowArchivedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId);
        return publish(event.encodedLength());
    }

    long seatsBlocked(long showId, int... seats) {
        SeatsBlockedEncoder event = new SeatsBlockedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId);
        SeatsBlockedEncoder.SeatsEncoder group = event.seatsCount(seats.length);
        Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
        event.reason("");
        return publish(event.encodedLength());
    }

    long seatsUnblocked(long showId, int... seats) {
        SeatsUnblockedEncoder event = new SeatsUnblockedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId);
        SeatsUnblockedEncoder.SeatsEncoder group = event.seatsCount(seats.length);
        Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
        event.reason("");
        return publish(event.encodedLength());
    }

    long seatsHeld(long showId, int... seats) {
        SeatsHeldEncoder event = new SeatsHeldEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).holdId(last);
        SeatsHeldEncoder.SeatsEncoder group = event.seatsCount(seats.length);
        Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
        event.customer("ann");
        return publish(event.encodedLength());
    }

    void holdReleased(long showId, long holdId) {
        HoldReleasedEncoder event = new HoldReleasedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).holdId(holdId).seatsCount(0);
        publish(event.encodedLength());
    }

    /** Answers the booking's id. */
    long seatsBooked(long showId, long holdId) {
        SeatsBookedEncoder event = new SeatsBookedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next())
                .sequence(last)
                .showId(showId)
                .holdId(holdId)
                .bookingId(last)
                .seatsCount(0);
        event.customer("ann").paymentReference("pay");
        return publish(event.encodedLength());
    }

    void bookingCancelled(long showId, long bookingId) {
        BookingCancelledEncoder event = new BookingCancelledEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).bookingId(bookingId).seatsCount(0);
        publish(event.encodedLength());
    }

    long lineJoined(long showId, int quantity) {
        LineJoinedEncoder event = new LineJoinedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next())
                .sequence(last)
                .showId(showId)
                .waiterId(last)
                .quantity(quantity)
                .category((short) -1)
                .customer("bob");
        return publish(event.encodedLength());
    }

    void seatsOffered(long showId, long waiterId, int... seats) {
        SeatsOfferedEncoder event = new SeatsOfferedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).waiterId(waiterId);
        SeatsOfferedEncoder.SeatsEncoder group = event.seatsCount(seats.length);
        Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
        event.customer("bob");
        publish(event.encodedLength());
    }

    void waitEnded(long showId, long waiterId, WaitEnd reason) {
        WaitEndedEncoder event = new WaitEndedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).waiterId(waiterId).reason(reason);
        publish(event.encodedLength());
    }

    void waitersSkipped(long showId, long holdId, long firstWaiterId) {
        WaitersSkippedEncoder event = new WaitersSkippedEncoder().wrapAndApplyHeader(buffer, 0, header);
        event.eventId(next()).sequence(last).showId(showId).holdId(holdId);
        event.partiesCount(1)
                .next()
                .category((short) -1)
                .quantity(4)
                .reason(SkipReason.TOO_FEW_FREE)
                .free(1)
                .firstWaiterId(firstWaiterId);
        publish(event.encodedLength());
    }

    private long next() {
        return ++last;
    }

    private long publish(int encodedLength) {
        views.onEvent(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
        return last;
    }
}
