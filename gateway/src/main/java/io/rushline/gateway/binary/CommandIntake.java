package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.gateway.binary.protocol.CommandRefusal;
import io.rushline.pipeline.Producer;
import io.rushline.pipeline.ReplyTo;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes the commands of a client that has logged on: those that are in order go into the ring, the others are answered
 * here.
 *
 * <p>Threading: the event loop. Allocation: none in steady state.
 */
final class CommandIntake {
    private static final int REQUEST_ID = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Session session;
    private final Lane lane;
    private final Producer producer;
    private final Logon logon;
    private final Admission admission;
    private final SessionMessages messages;
    private final ReplyTo replies;

    /** What has become of a frame. */
    enum Taken {
        /** It is in the ring. */
        OFFERED,
        /** It was refused, and that is said. */
        ANSWERED,
        /** The ring has no room for it: nothing has happened yet. */
        NO_ROOM,
        /** The lane's {@link Lane#check} knows why. */
        UNDECODABLE
    }

    /** @param replies hears of what the engine says */
    CommandIntake(
            Session session,
            Lane lane,
            Producer producer,
            Logon logon,
            Admission admission,
            SessionMessages messages,
            ReplyTo replies) {
        this.session = session;
        this.lane = lane;
        this.producer = producer;
        this.logon = logon;
        this.admission = admission;
        this.messages = messages;
        this.replies = replies;
    }

    /** Takes one frame, a message with its header. */
    Taken take(UnsafeBuffer frame, int offset, int length) {
        CommandCheck check = lane.check();
        if (!check.isDecodable(frame, offset, length)) {
            return Taken.UNDECODABLE;
        }
        long high = CommandCheck.requestHigh(frame, offset);
        long low = CommandCheck.requestLow(frame, offset);
        if (isInOrder(check, frame, offset, high, low)) {
            if (!offer(check, frame, offset, high, low)) {
                return Taken.NO_ROOM;
            }
            admission.next();
            return Taken.OFFERED;
        }
        producer.flush();
        admission.next();
        return Taken.ANSWERED;
    }

    /** Whether the engine is to decide; if not, that has been said. */
    private boolean isInOrder(CommandCheck check, UnsafeBuffer frame, int offset, long high, long low) {
        if (!admission.admit(check.shape(), high, low)) {
            return false;
        } else if (!logon.role().covers(check.shape().role())) {
            messages.commandRefused(high, low, CommandRefusal.FORBIDDEN, 0);
            return false;
        } else if (check.isMalformed()) {
            refuse(high, low, Code.MALFORMED);
            return false;
        } else if (!session.isSigned(check, frame, offset)) {
            refuse(high, low, check.shape().notFound());
            return false;
        }
        return admission.admitCustomer(check, frame, high, low, logon.scope());
    }

    private void refuse(long high, long low, Code code) {
        messages.refused(high, low, code, session.clock().time());
        admission.onAnswered(code);
    }

    private boolean offer(CommandCheck check, UnsafeBuffer frame, int offset, long high, long low) {
        if (!lane.hasRoom()) {
            return false;
        }
        int at = offset + REQUEST_ID;
        frame.putLong(at, logon.scope().high(high, low), LITTLE_ENDIAN);
        frame.putLong(at + Long.BYTES, logon.scope().low(high, low), LITTLE_ENDIAN);
        if (!producer.offer(replies, check.shape().templateId(), frame, offset, check.messageLength())) {
            frame.putLong(at, high, LITTLE_ENDIAN);
            frame.putLong(at + Long.BYTES, low, LITTLE_ENDIAN);
            return false;
        }
        lane.sent();
        return true;
    }
}
