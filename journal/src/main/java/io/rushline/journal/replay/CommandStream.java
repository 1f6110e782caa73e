package io.rushline.journal.replay;

import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.JournalPosition;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a journal up to some record: judges each next record against those before, then hands its commands
 * over.
 *
 * <p>A whole record with wrong content was written so: that is no torn tail, however it stands, and is refused.
 */
final class CommandStream {
    private final JournalPosition from;
    private long lastSequence;
    private long lastTimestampMs;
    private long lastEpoch;
    private long handedOver;
    private long commands;
    private long excerpts;
    private @Nullable Path lastFile;
    private long endOffset;

    /**
     * A stream whose first command to be handed over is behind a position.
     *
     * @param from where a snapshot was made
     */
    CommandStream(JournalPosition from) {
        this.from = from;
        handedOver = from.sequence();
    }

    long lastSequence() {
        return lastSequence;
    }

    long lastTimestampMs() {
        return lastTimestampMs;
    }

    long lastEpoch() {
        return lastEpoch;
    }

    /** The last sequence that was handed over; more than {@link #lastSequence} after a return. */
    long handedOver() {
        return handedOver;
    }

    long commands() {
        return commands;
    }

    long excerpts() {
        return excerpts;
    }

    /** Goes back to the front of a record, to read again what was handed over already; that is not done again. */
    void returnTo(long firstSequence) {
        lastSequence = firstSequence - 1;
        lastTimestampMs = 0;
        lastEpoch = 0;
    }

    /**
     * Takes in a record whose checksum is right.
     *
     * @param file where it stands
     * @param offset where in the file
     * @throws JournalCorruptException when it cannot follow what was before; nothing of it was handed over then
     */
    void accept(Excerpt excerpt, Path file, long offset, CommandHandler handler) {
        String wrong = excerpt.contradiction(lastEpoch, lastTimestampMs);
        if (wrong != null) {
            throw new JournalCorruptException(file, offset, lastSequence + 1, wrong);
        }
        refuseGap(excerpt, file);
        lastEpoch = excerpt.epoch();
        int position = Excerpt.HEADER_BYTES;
        for (int i = 0; i < excerpt.count(); i++) {
            ShownAhead.before(i, position, excerpt, handler);
            int length = excerpt.commandLength(position);
            lastTimestampMs = excerpt.commandTimestampMs(position);
            lastSequence++;
            if (lastSequence > handedOver) {
                handedOver = lastSequence;
                commands++;
                int offsetOfMessage = position + Excerpt.COMMAND_HEADER_BYTES;
                handler.onCommand(lastSequence, lastTimestampMs, excerpt.buffer(), offsetOfMessage, length);
            } else if (lastSequence == from.sequence()) {
                refuseForeignSnapshot(file, offset);
            }
            position += Excerpt.COMMAND_HEADER_BYTES + length;
        }
        excerpts++;
        lastFile = file;
        endOffset = offset + excerpt.lengthBytes();
    }

    private void refuseForeignSnapshot(Path file, long offset) {
        if (lastTimestampMs != from.timestampMs() || lastEpoch != from.epoch()) {
            throw new JournalCorruptException(
                    file,
                    offset,
                    lastSequence,
                    "it is of epoch " + lastEpoch + " at " + lastTimestampMs
                            + " ms, but the snapshot made there of epoch " + from.epoch() + " at " + from.timestampMs()
                            + " ms");
        }
    }

    /** What is missing was behind the record before. */
    private void refuseGap(Excerpt excerpt, Path file) {
        if (excerpt.firstSequence() != lastSequence + 1) {
            throw new JournalCorruptException(
                    lastFile == null ? file : lastFile,
                    lastFile == null ? 0 : endOffset,
                    lastSequence + 1,
                    "the next record, in " + file.getFileName() + ", starts with sequence " + excerpt.firstSequence());
        }
    }
}
