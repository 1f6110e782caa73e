package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.WaiterReplyDecoder;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;

/**
 * What became of a command.
 *
 * @param commandId as the client chose it
 * @param sequence the command's place in the journal; 0 when it did not reach the engine
 * @param code {@code OK}, or why it was refused
 * @param isReplayed whether this repeats an earlier answer to the same command
 * @param detail of a refusal: a limit, an amount or a time
 * @param subjectId of the hold, booking or waiter, or of the show or hold that was changed; 0 in a refusal
 * @param signed the same with its signature: of the hold, booking or waiter that the command made or changed
 * @param showId 0 where the answer does not say it
 * @param expiresAtMs of a hold or a wait
 * @param total of a hold or booking, in minor units
 * @param ahead parties in front in the line
 * @param isLate whether an expired hold's seats were taken again
 * @param seats held or booked, or those that a refusal is about; not to be written to
 */
public record BinaryAnswer(
        CommandId commandId,
        long sequence,
        long timestampMs,
        Code code,
        boolean isReplayed,
        long detail,
        long subjectId,
        Optional<SignedId> signed,
        long showId,
        long expiresAtMs,
        long total,
        int ahead,
        boolean isLate,
        @SuppressWarnings("ArrayRecordComponent") // compared nowhere
        int[] seats) {
    private static final int SIGNATURE_BYTES = 16;
    private static final int[] NO_SEATS = {};

    /** Reads a reply of the engine's schema; fields and blocks of later versions are passed over. */
    static Optional<BinaryAnswer> decode(DirectBuffer frame, int offset, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(frame, offset);
        return switch (header.templateId()) {
            case RefusedDecoder.TEMPLATE_ID -> Optional.of(refused(frame, offset, header));
            case AcceptedDecoder.TEMPLATE_ID -> Optional.of(accepted(frame, offset, header));
            case HoldReplyDecoder.TEMPLATE_ID -> Optional.of(hold(frame, offset, length, header));
            case BookingReplyDecoder.TEMPLATE_ID -> Optional.of(booking(frame, offset, length, header));
            case WaiterReplyDecoder.TEMPLATE_ID -> Optional.of(waiter(frame, offset, length, header));
            default -> Optional.empty();
        };
    }

    private static BinaryAnswer refused(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        RefusedDecoder reply = new RefusedDecoder().wrapAndApplyHeader(frame, offset, header);
        RefusedDecoder.SeatsDecoder group = reply.seats();
        int[] seats = seats(group.count(), () -> group.next().seat());
        return head(frame, offset, header).with(reply.detail(), 0, Optional.empty(), 0, 0, 0, 0, false, seats);
    }

    private static BinaryAnswer accepted(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        AcceptedDecoder reply = new AcceptedDecoder().wrapAndApplyHeader(frame, offset, header);
        return head(frame, offset, header).with(0, reply.subjectId(), Optional.empty(), 0, 0, 0, 0, false, NO_SEATS);
    }

    private static BinaryAnswer hold(DirectBuffer frame, int offset, int length, MessageHeaderDecoder header) {
        HoldReplyDecoder reply = new HoldReplyDecoder().wrapAndApplyHeader(frame, offset, header);
        HoldReplyDecoder.SeatsDecoder group = reply.seats();
        int[] seats = seats(group.count(), () -> group.next().seat());
        long id = reply.holdId();
        return head(frame, offset, header)
                .with(
                        0,
                        id,
                        signed(id, frame, offset + length),
                        reply.showId(),
                        reply.expiresAtMs(),
                        reply.total(),
                        0,
                        false,
                        seats);
    }

    private static BinaryAnswer booking(DirectBuffer frame, int offset, int length, MessageHeaderDecoder header) {
        BookingReplyDecoder reply = new BookingReplyDecoder().wrapAndApplyHeader(frame, offset, header);
        BookingReplyDecoder.SeatsDecoder group = reply.seats();
        int[] seats = seats(group.count(), () -> group.next().seat());
        long id = reply.bookingId();
        boolean isLate = reply.state() == BookingState.BOOKED_LATE;
        return head(frame, offset, header)
                .with(0, id, signed(id, frame, offset + length), reply.showId(), 0, reply.total(), 0, isLate, seats);
    }

    private static BinaryAnswer waiter(DirectBuffer frame, int offset, int length, MessageHeaderDecoder header) {
        WaiterReplyDecoder reply = new WaiterReplyDecoder().wrapAndApplyHeader(frame, offset, header);
        long id = reply.waiterId();
        return head(frame, offset, header)
                .with(
                        0,
                        id,
                        signed(id, frame, offset + length),
                        reply.showId(),
                        reply.expiresAtMs(),
                        0,
                        reply.ahead(),
                        false,
                        NO_SEATS);
    }

    /** What all replies begin with; it stands where it stands in a refusal. */
    private static BinaryAnswer head(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        RefusedDecoder common = new RefusedDecoder()
                .wrap(frame, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        return new BinaryAnswer(
                new CommandId(common.requestId().high(), common.requestId().low()),
                common.sequence(),
                common.timestampMs(),
                common.code(),
                common.replayed() == Flag.YES,
                0,
                0,
                Optional.empty(),
                0,
                0,
                0,
                0,
                false,
                NO_SEATS);
    }

    private BinaryAnswer with(
            long newDetail,
            long newSubjectId,
            Optional<SignedId> newSigned,
            long newShowId,
            long newExpiresAtMs,
            long newTotal,
            int newAhead,
            boolean newIsLate,
            int[] newSeats) {
        return new BinaryAnswer(
                commandId,
                sequence,
                timestampMs,
                code,
                isReplayed,
                newDetail,
                newSubjectId,
                newSigned,
                newShowId,
                newExpiresAtMs,
                newTotal,
                newAhead,
                newIsLate,
                newSeats);
    }

    /** The signature is the last of the frame, whatever a later version puts before it. */
    private static Optional<SignedId> signed(long id, DirectBuffer frame, int end) {
        int at = end - SIGNATURE_BYTES;
        return Optional.of(
                new SignedId(id, frame.getLong(at, LITTLE_ENDIAN), frame.getLong(at + Long.BYTES, LITTLE_ENDIAN)));
    }

    private static int[] seats(int count, IntSupplier next) {
        int[] seats = new int[count];
        for (int i = 0; i < count; i++) {
            seats[i] = next.getAsInt();
        }
        return seats;
    }
}
