package io.rushline.engine;

import io.rushline.engine.hold.HoldRecord;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.AcceptedEncoder;
import io.rushline.engine.protocol.BookingReplyEncoder;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldReplyEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.RequestIdEncoder;
import io.rushline.engine.protocol.WaiterReplyEncoder;
import io.rushline.engine.seat.SeatSelection;
import org.agrona.DirectBuffer;

/** Encodes the reply to the command in hand into its outbox. */
final class Replies {
    private static final long REFUSED = Outbox.header(RefusedEncoder.TEMPLATE_ID, RefusedEncoder.BLOCK_LENGTH);
    private static final long ACCEPTED = Outbox.header(AcceptedEncoder.TEMPLATE_ID, AcceptedEncoder.BLOCK_LENGTH);
    private static final long HOLD = Outbox.header(HoldReplyEncoder.TEMPLATE_ID, HoldReplyEncoder.BLOCK_LENGTH);
    private static final long BOOKING =
            Outbox.header(BookingReplyEncoder.TEMPLATE_ID, BookingReplyEncoder.BLOCK_LENGTH);
    private static final long WAITER = Outbox.header(WaiterReplyEncoder.TEMPLATE_ID, WaiterReplyEncoder.BLOCK_LENGTH);

    // All replies begin alike.
    private static final int REQUEST_HIGH =
            RefusedEncoder.requestIdEncodingOffset() + RequestIdEncoder.highEncodingOffset();
    private static final int REQUEST_LOW =
            RefusedEncoder.requestIdEncodingOffset() + RequestIdEncoder.lowEncodingOffset();
    private static final int SEQUENCE = RefusedEncoder.sequenceEncodingOffset();
    private static final int TIMESTAMP = RefusedEncoder.timestampMsEncodingOffset();
    private static final int CODE = RefusedEncoder.codeEncodingOffset();
    private static final int REPLAYED = RefusedEncoder.replayedEncodingOffset();

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
        int at = begin(REFUSED, code);
        outbox.putLong(at + RefusedEncoder.detailEncodingOffset(), detail);
        end(SeatGroup.put(outbox, at + RefusedEncoder.BLOCK_LENGTH, about));
    }

    void accept(long subjectId) {
        int at = begin(ACCEPTED, Code.OK);
        outbox.putLong(at + AcceptedEncoder.subjectIdEncodingOffset(), subjectId);
        end(at + AcceptedEncoder.BLOCK_LENGTH);
    }

    void hold(Holds holds, int hold, long showId, boolean isAdjacent) {
        long[] record = holds.record(hold);
        int start = holds.start(hold);
        int at = begin(HOLD, Code.OK);
        outbox.putFlag(at + HoldReplyEncoder.adjacentEncodingOffset(), isAdjacent);
        outbox.putLong(at + HoldReplyEncoder.holdIdEncodingOffset(), HoldRecord.id(record, start));
        outbox.putLong(at + HoldReplyEncoder.showIdEncodingOffset(), showId);
        outbox.putLong(at + HoldReplyEncoder.expiresAtMsEncodingOffset(), HoldRecord.expiresAtMs(record, start));
        outbox.putLong(at + HoldReplyEncoder.totalEncodingOffset(), HoldRecord.total(record, start));
        end(SeatGroup.put(outbox, at + HoldReplyEncoder.BLOCK_LENGTH, record, start));
    }

    void booking(Holds holds, int hold, long showId, BookingState state) {
        long[] record = holds.record(hold);
        int start = holds.start(hold);
        int at = begin(BOOKING, Code.OK);
        outbox.putByte(at + BookingReplyEncoder.stateEncodingOffset(), state.value());
        outbox.putLong(at + BookingReplyEncoder.bookingIdEncodingOffset(), HoldRecord.bookingId(record, start));
        outbox.putLong(at + BookingReplyEncoder.showIdEncodingOffset(), showId);
        outbox.putLong(at + BookingReplyEncoder.holdIdEncodingOffset(), HoldRecord.id(record, start));
        outbox.putLong(at + BookingReplyEncoder.totalEncodingOffset(), HoldRecord.total(record, start));
        end(SeatGroup.put(outbox, at + BookingReplyEncoder.BLOCK_LENGTH, record, start));
    }

    void waiter(long waiterId, long showId, int ahead, long expiresAtMs) {
        int at = begin(WAITER, Code.OK);
        outbox.putLong(at + WaiterReplyEncoder.waiterIdEncodingOffset(), waiterId);
        outbox.putLong(at + WaiterReplyEncoder.showIdEncodingOffset(), showId);
        outbox.putInt(at + WaiterReplyEncoder.aheadEncodingOffset(), ahead);
        outbox.putLong(at + WaiterReplyEncoder.expiresAtMsEncodingOffset(), expiresAtMs);
        end(at + WaiterReplyEncoder.BLOCK_LENGTH);
    }

    /** Repeats an earlier reply, marked as such. */
    void repeat(DirectBuffer reply, int offset, int length) {
        isLasting = false;
        replyPosition = outbox.lengthBytes() + Integer.BYTES;
        replyLength = length;
        outbox.append(reply, offset, length);
        outbox.putFlag(replyOffset() + MessageHeaderEncoder.ENCODED_LENGTH + REPLAYED, true);
    }

    private int begin(long header, Code code) {
        int at = outbox.begin(header);
        outbox.putLong(at + REQUEST_HIGH, requestHigh);
        outbox.putLong(at + REQUEST_LOW, requestLow);
        outbox.putLong(at + SEQUENCE, sequence);
        outbox.putLong(at + TIMESTAMP, timestampMs);
        outbox.putByte(at + CODE, code.value());
        outbox.putFlag(at + REPLAYED, false);
        return at;
    }

    private void end(int end) {
        replyPosition = outbox.lengthBytes() + Integer.BYTES;
        replyLength = end - outbox.nextOffset();
        outbox.end(end);
    }
}
