package io.rushline.engine.oracle;

import io.rushline.engine.protocol.AcceptedEncoder;
import io.rushline.engine.protocol.BookingReplyEncoder;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldReplyEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.RequestIdEncoder;
import io.rushline.engine.protocol.WaiterReplyEncoder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** Writes replies to the command in hand. */
final class NaiveReplies {
    private final NaiveState state;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private NaiveRequests.Id request = NaiveRequests.Id.NONE;

    NaiveReplies(NaiveState state) {
        this.state = state;
    }

    void answer(NaiveRequests.Id id) {
        request = id;
    }

    NaiveReply refused(Code code) {
        return refused(code, 0, List.of());
    }

    NaiveReply refused(Code code, long detail) {
        return refused(code, detail, List.of());
    }

    NaiveReply refused(Code code, List<Integer> seats) {
        return refused(code, 0, seats);
    }

    private NaiveReply refused(Code code, long detail, List<Integer> seats) {
        RefusedEncoder reply = new RefusedEncoder().wrapAndApplyHeader(buffer, 0, header);
        put(reply.requestId());
        reply.sequence(state.sequence)
                .timestampMs(state.nowMs)
                .code(code)
                .replayed(Flag.NO)
                .detail(detail);
        RefusedEncoder.SeatsEncoder group = reply.seatsCount(seats.size());
        seats.forEach(seat -> group.next().seat(seat));
        return ended(code, reply.encodedLength());
    }

    NaiveReply accepted(long subjectId) {
        AcceptedEncoder reply = new AcceptedEncoder().wrapAndApplyHeader(buffer, 0, header);
        put(reply.requestId());
        reply.sequence(state.sequence)
                .timestampMs(state.nowMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .subjectId(subjectId);
        return ended(Code.OK, reply.encodedLength());
    }

    NaiveReply held(NaiveHold hold) {
        HoldReplyEncoder reply = new HoldReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        put(reply.requestId());
        reply.sequence(state.sequence)
                .timestampMs(state.nowMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .adjacent(hold.isAdjacent() ? Flag.YES : Flag.NO)
                .holdId(hold.id)
                .showId(hold.show.id)
                .expiresAtMs(hold.expiresAtMs)
                .total(hold.total());
        HoldReplyEncoder.SeatsEncoder group = reply.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> group.next().seat(seat));
        return ended(Code.OK, reply.encodedLength());
    }

    NaiveReply booking(NaiveHold hold, BookingState booking) {
        BookingReplyEncoder reply = new BookingReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        put(reply.requestId());
        reply.sequence(state.sequence)
                .timestampMs(state.nowMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .state(booking)
                .bookingId(hold.bookingId)
                .showId(hold.show.id)
                .holdId(hold.id)
                .total(hold.total());
        BookingReplyEncoder.SeatsEncoder group = reply.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> group.next().seat(seat));
        return ended(Code.OK, reply.encodedLength());
    }

    NaiveReply waiting(NaiveWaiter waiter, int ahead) {
        WaiterReplyEncoder reply = new WaiterReplyEncoder().wrapAndApplyHeader(buffer, 0, header);
        put(reply.requestId());
        reply.sequence(state.sequence)
                .timestampMs(state.nowMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .waiterId(waiter.id())
                .showId(waiter.show().id)
                .ahead(ahead)
                .expiresAtMs(waiter.expiresAtMs());
        return ended(Code.OK, reply.encodedLength());
    }

    private void put(RequestIdEncoder encoder) {
        encoder.high(request.high()).low(request.low());
    }

    private NaiveReply ended(Code code, int bodyLength) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + bodyLength];
        buffer.getBytes(0, bytes);
        return new NaiveReply(code, bytes);
    }
}
