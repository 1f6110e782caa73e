package io.rushline.engine;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.AcceptedEncoder;
import io.rushline.engine.protocol.BookingReplyEncoder;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldReplyEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.WaiterReplyEncoder;
import io.rushline.engine.seat.SeatSelection;
import org.agrona.DirectBuffer;

/** Encodes the reply to the command in hand into its outbox. */
final class Replies {
    private static final int REPLAYED_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH + RefusedEncoder.replayedEncodingOffset();

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RefusedEncoder refused = new RefusedEncoder();
    private final AcceptedEncoder accepted = new AcceptedEncoder();
    private final HoldReplyEncoder holdReply = new HoldReplyEncoder();
    private final BookingReplyEncoder bookingReply = new BookingReplyEncoder();
    private final WaiterReplyEncoder waiterReply = new WaiterReplyEncoder();
    private final SeatSelection none = new SeatSelection();

    private Outbox outbox = new Outbox();
    private long requestHigh;
    private long requestLow;
    private long sequence;
    private long timestampMs;
    /** From the outcome's beginning, since the outcome may move. */
    private int replyPosition;

    private int replyLength;
    private boolean isLasting;

    /** Begins a command: what follows goes into its outbox. */
    void begin(Outbox outbox, long requestHigh, long requestLow, long sequence, long timestampMs) {
        if (this.outbox != outbox) {
            this.outbox = outbox;
        }
        this.requestHigh = requestHigh;
        this.requestLow = requestLow;
        this.sequence = sequence;
        this.timestampMs = timestampMs;
        replyLength = 0;
        isLasting = true;
    }

    /** Where the reply begins in the outbox's buffer. */
    int replyOffset() {
        return outbox.startOffset() + replyPosition;
    }

    /** The reply's length with its header; 0 while there is none. */
    int replyLength() {
        return replyLength;
    }

    /** Whether the same request must get the same reply; not when it was only lack of room. */
    boolean isLasting() {
        return isLasting;
    }

    void refuse(Code code) {
        refuse(code, 0, none);
    }

    void refuse(Code code, long detail) {
        refuse(code, detail, none);
    }

    void refuse(Code code, long detail, SeatSelection about) {
        isLasting = code != Code.CAPACITY && code != Code.IDEMPOTENCY_KEY_REUSED;
        refused.wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .sequence(sequence)
                .timestampMs(timestampMs)
                .code(code)
                .replayed(Flag.NO)
                .detail(detail);
        refused.requestId().high(requestHigh).low(requestLow);
        refused.limit(SeatGroup.put(outbox.buffer(), refused.limit(), about));
        commit(refused.encodedLength());
    }

    void accept(long subjectId) {
        accepted.wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .sequence(sequence)
                .timestampMs(timestampMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .subjectId(subjectId);
        accepted.requestId().high(requestHigh).low(requestLow);
        commit(accepted.encodedLength());
    }

    void hold(Holds holds, int hold, long showId, boolean isAdjacent) {
        holdReply
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .sequence(sequence)
                .timestampMs(timestampMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .adjacent(isAdjacent ? Flag.YES : Flag.NO)
                .holdId(holds.id(hold))
                .showId(showId)
                .expiresAtMs(holds.expiresAtMs(hold))
                .total(holds.total(hold));
        holdReply.requestId().high(requestHigh).low(requestLow);
        holdReply.limit(SeatGroup.put(outbox.buffer(), holdReply.limit(), holds, hold));
        commit(holdReply.encodedLength());
    }

    void booking(Holds holds, int hold, long showId, BookingState state) {
        bookingReply
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .sequence(sequence)
                .timestampMs(timestampMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .state(state)
                .bookingId(holds.bookingId(hold))
                .showId(showId)
                .holdId(holds.id(hold))
                .total(holds.total(hold));
        bookingReply.requestId().high(requestHigh).low(requestLow);
        bookingReply.limit(SeatGroup.put(outbox.buffer(), bookingReply.limit(), holds, hold));
        commit(bookingReply.encodedLength());
    }

    void waiter(long waiterId, long showId, int ahead, long expiresAtMs) {
        waiterReply
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .sequence(sequence)
                .timestampMs(timestampMs)
                .code(Code.OK)
                .replayed(Flag.NO)
                .waiterId(waiterId)
                .showId(showId)
                .ahead(ahead)
                .expiresAtMs(expiresAtMs);
        waiterReply.requestId().high(requestHigh).low(requestLow);
        commit(waiterReply.encodedLength());
    }

    /** Repeats an earlier reply, marked as such. */
    void repeat(DirectBuffer reply, int offset, int length) {
        isLasting = false;
        replyPosition = outbox.lengthBytes() + Integer.BYTES;
        replyLength = length;
        outbox.append(reply, offset, length);
        outbox.buffer().putByte(replyOffset() + REPLAYED_OFFSET, (byte) Flag.YES.value());
    }

    private void commit(int bodyLength) {
        replyPosition = outbox.lengthBytes() + Integer.BYTES;
        replyLength = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        outbox.commit(replyLength);
    }
}
