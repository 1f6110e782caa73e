package io.rushline.engine;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.LineJoinedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.RequestIdDecoder;
import io.rushline.engine.protocol.SaleClosedDecoder;
import io.rushline.engine.protocol.SaleOpenedDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatPlanRenamedDecoder;
import io.rushline.engine.protocol.SeatsBlockedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.SeatsUnblockedDecoder;
import io.rushline.engine.protocol.ShowArchivedDecoder;
import io.rushline.engine.protocol.ShowCancelledDecoder;
import io.rushline.engine.protocol.ShowChangedDecoder;
import io.rushline.engine.protocol.ShowCreatedDecoder;
import io.rushline.engine.protocol.SkipReason;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.protocol.WaitEndedDecoder;
import io.rushline.engine.protocol.WaiterReplyDecoder;
import io.rushline.engine.protocol.WaitersSkippedDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** One reply or event with every field that any of them has, for tests to look at; what it does not have is 0 or empty. */
final class Message {
    final int templateId;
    final byte[] bytes;
    long eventId;
    long requestHigh;
    long requestLow;
    long sequence;
    long timestampMs;
    Code code = Code.OK;
    boolean isReplayed;
    long detail;
    /** Of the plan, show, hold or waiter that this is about. */
    long subjectId;

    long bookingId;
    long showId;
    String customer = "";
    String payment = "";
    int quantity;
    int category;
    int ahead;
    List<Integer> formerSeats = List.of();
    List<Integer> seats = List.of();
    long total;
    long expiresAtMs;
    boolean isAdjacent;
    boolean isLate;
    BookingState bookingState = BookingState.NULL_VAL;
    WaitEnd reason = WaitEnd.NULL_VAL;
    byte[] definition = new byte[0];
    long onSaleAtMs;
    /** Why a show was cancelled, or seats were blocked. */
    String remark = "";

    List<Long> prices = List.of();
    int maxPerHold;
    int maxPerCustomer;
    long startsAtMs;
    long endsAtMs;
    List<Skipped> skipped = List.of();

    /** A wish of those who were passed. */
    record Skipped(int category, int quantity, SkipReason reason, int free, long firstWaiterId) {}

    private Message(int templateId, byte[] bytes) {
        this.templateId = templateId;
        this.bytes = bytes;
    }

    static List<Message> allOf(Outbox outbox) {
        List<Message> messages = new ArrayList<>();
        outbox.forEach((buffer, offset, length) -> messages.add(of(buffer, offset, length)));
        return messages;
    }

    boolean isReply() {
        return templateId < Outbox.FIRST_EVENT_TEMPLATE;
    }

    static Message of(DirectBuffer buffer, int offset, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        Message message = new Message(header.templateId(), bytes);
        if (message.isReply()) {
            message.readReply(buffer, offset, header);
        } else {
            message.readEvent(buffer, offset, header);
        }
        return message;
    }

    private void readReply(DirectBuffer buffer, int offset, MessageHeaderDecoder header) {
        switch (templateId) {
            case RefusedDecoder.TEMPLATE_ID -> {
                RefusedDecoder d = new RefusedDecoder().wrapAndApplyHeader(buffer, offset, header);
                replied(d.requestId(), d.sequence(), d.timestampMs(), d.code(), d.replayed());
                detail = d.detail();
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
            }
            case AcceptedDecoder.TEMPLATE_ID -> {
                AcceptedDecoder d = new AcceptedDecoder().wrapAndApplyHeader(buffer, offset, header);
                replied(d.requestId(), d.sequence(), d.timestampMs(), d.code(), d.replayed());
                subjectId = d.subjectId();
            }
            case HoldReplyDecoder.TEMPLATE_ID -> {
                HoldReplyDecoder d = new HoldReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                replied(d.requestId(), d.sequence(), d.timestampMs(), d.code(), d.replayed());
                isAdjacent = d.adjacent() == Flag.YES;
                subjectId = d.holdId();
                showId = d.showId();
                expiresAtMs = d.expiresAtMs();
                total = d.total();
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
            }
            case BookingReplyDecoder.TEMPLATE_ID -> {
                BookingReplyDecoder d = new BookingReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                replied(d.requestId(), d.sequence(), d.timestampMs(), d.code(), d.replayed());
                bookingState = d.state();
                bookingId = d.bookingId();
                showId = d.showId();
                subjectId = d.holdId();
                total = d.total();
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
            }
            case WaiterReplyDecoder.TEMPLATE_ID -> {
                WaiterReplyDecoder d = new WaiterReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                replied(d.requestId(), d.sequence(), d.timestampMs(), d.code(), d.replayed());
                subjectId = d.waiterId();
                showId = d.showId();
                ahead = d.ahead();
                expiresAtMs = d.expiresAtMs();
            }
            default -> throw new IllegalArgumentException("template " + templateId + " is no reply");
        }
    }

    private void replied(RequestIdDecoder requestId, long sequence, long timestampMs, Code code, Flag replayed) {
        requestHigh = requestId.high();
        requestLow = requestId.low();
        this.sequence = sequence;
        this.timestampMs = timestampMs;
        this.code = code;
        isReplayed = replayed == Flag.YES;
    }

    private void readEvent(DirectBuffer buffer, int offset, MessageHeaderDecoder header) {
        switch (templateId) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> {
                SeatPlanDefinedDecoder d = new SeatPlanDefinedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), 0, d.planId());
                definition = new byte[d.definitionLength()];
                d.getDefinition(definition, 0, definition.length);
            }
            case ShowCreatedDecoder.TEMPLATE_ID -> {
                ShowCreatedDecoder d = new ShowCreatedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
                definition = new byte[d.definitionLength()];
                d.getDefinition(definition, 0, definition.length);
            }
            case SeatsHeldDecoder.TEMPLATE_ID -> {
                SeatsHeldDecoder d = new SeatsHeldDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.holdId());
                expiresAtMs = d.expiresAtMs();
                total = d.total();
                isAdjacent = d.adjacent() == Flag.YES;
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                customer = d.customer();
            }
            case HoldReleasedDecoder.TEMPLATE_ID -> {
                HoldReleasedDecoder d = new HoldReleasedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.holdId());
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
            }
            case HoldExpiredDecoder.TEMPLATE_ID -> {
                HoldExpiredDecoder d = new HoldExpiredDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.holdId());
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
            }
            default -> readBookingOrLineEvent(buffer, offset, header);
        }
    }

    private void readShowEvent(DirectBuffer buffer, int offset, MessageHeaderDecoder header) {
        switch (templateId) {
            case SaleOpenedDecoder.TEMPLATE_ID -> {
                SaleOpenedDecoder d = new SaleOpenedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
                onSaleAtMs = d.onSaleAtMs();
            }
            case ShowChangedDecoder.TEMPLATE_ID -> {
                ShowChangedDecoder d = new ShowChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
                onSaleAtMs = d.onSaleAtMs();
                startsAtMs = d.startsAtMs();
                endsAtMs = d.endsAtMs();
                maxPerHold = d.maxPerHold();
                maxPerCustomer = d.maxPerCustomer();
                prices = new ArrayList<>();
                d.prices().forEach(price -> prices.add(price.amount()));
            }
            case SeatPlanRenamedDecoder.TEMPLATE_ID -> {
                SeatPlanRenamedDecoder d = new SeatPlanRenamedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), 0, d.planId());
                remark = d.name();
            }
            case SaleClosedDecoder.TEMPLATE_ID -> {
                SaleClosedDecoder d = new SaleClosedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
            }
            case ShowCancelledDecoder.TEMPLATE_ID -> {
                ShowCancelledDecoder d = new ShowCancelledDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
                remark = d.reason();
            }
            case ShowArchivedDecoder.TEMPLATE_ID -> {
                ShowArchivedDecoder d = new ShowArchivedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
            }
            case SeatsBlockedDecoder.TEMPLATE_ID -> {
                SeatsBlockedDecoder d = new SeatsBlockedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                remark = d.reason();
            }
            case SeatsUnblockedDecoder.TEMPLATE_ID -> {
                SeatsUnblockedDecoder d = new SeatsUnblockedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.showId());
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                remark = d.reason();
            }
            case WaitersSkippedDecoder.TEMPLATE_ID -> {
                WaitersSkippedDecoder d = new WaitersSkippedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.holdId());
                skipped = new ArrayList<>();
                d.parties()
                        .forEach(party -> skipped.add(new Skipped(
                                party.category(),
                                party.quantity(),
                                party.reason(),
                                party.free(),
                                party.firstWaiterId())));
            }
            default -> throw new IllegalArgumentException("template " + templateId + " is no event");
        }
    }

    private void readBookingOrLineEvent(DirectBuffer buffer, int offset, MessageHeaderDecoder header) {
        switch (templateId) {
            case SeatsExchangedDecoder.TEMPLATE_ID -> {
                SeatsExchangedDecoder d = new SeatsExchangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.holdId());
                total = d.total();
                isAdjacent = d.adjacent() == Flag.YES;
                formerSeats = new ArrayList<>();
                d.formerSeats().forEach(seat -> formerSeats.add(seat.seat()));
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
            }
            case SeatsBookedDecoder.TEMPLATE_ID -> {
                SeatsBookedDecoder d = new SeatsBookedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.holdId());
                bookingId = d.bookingId();
                total = d.total();
                isLate = d.late() == Flag.YES;
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                customer = d.customer();
                payment = d.paymentReference();
            }
            case BookingCancelledDecoder.TEMPLATE_ID -> {
                BookingCancelledDecoder d = new BookingCancelledDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), 0);
                bookingId = d.bookingId();
                total = d.total();
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
            }
            case LineJoinedDecoder.TEMPLATE_ID -> {
                LineJoinedDecoder d = new LineJoinedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.waiterId());
                quantity = d.quantity();
                category = d.category();
                expiresAtMs = d.expiresAtMs();
                customer = d.customer();
            }
            case SeatsOfferedDecoder.TEMPLATE_ID -> {
                SeatsOfferedDecoder d = new SeatsOfferedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.waiterId());
                expiresAtMs = d.expiresAtMs();
                total = d.total();
                isAdjacent = d.adjacent() == Flag.YES;
                seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                customer = d.customer();
            }
            case WaitEndedDecoder.TEMPLATE_ID -> {
                WaitEndedDecoder d = new WaitEndedDecoder().wrapAndApplyHeader(buffer, offset, header);
                happened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.waiterId());
                reason = d.reason();
            }
            default -> readShowEvent(buffer, offset, header);
        }
    }

    private void happened(long eventId, long sequence, long timestampMs, long showId, long subjectId) {
        this.eventId = eventId;
        this.sequence = sequence;
        this.timestampMs = timestampMs;
        this.showId = showId;
        this.subjectId = subjectId;
    }
}
