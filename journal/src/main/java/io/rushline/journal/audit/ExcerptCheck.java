package io.rushline.journal.audit;

import io.rushline.journal.Excerpt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges each excerpt against those before it. */
final class ExcerptCheck {
    private long excerpts;
    private long commands;
    private long firstSequence;
    private long lastSequence;
    private long firstTimestampMs;
    private long lastTimestampMs;
    private long epochs;
    private long lastEpoch;

    /** A check of a journal that goes on behind a sequence, 0 for one from the start. */
    ExcerptCheck(long afterSequence) {
        lastSequence = afterSequence;
    }

    /** What is wrong with an excerpt whose checksum is right, or null; a gap in front of it is another matter. */
    @Nullable
    String problem(Excerpt excerpt) {
        return excerpt.contradiction(lastEpoch, lastTimestampMs);
    }

    /** Whether an excerpt does not go on where the last one ended. */
    boolean isGap(Excerpt excerpt) {
        return excerpt.firstSequence() != lastSequence + 1;
    }

    /** Takes in an excerpt without a problem. */
    void accept(Excerpt excerpt) {
        int position = Excerpt.HEADER_BYTES;
        if (excerpts == 0) {
            firstSequence = excerpt.firstSequence();
            firstTimestampMs = excerpt.commandTimestampMs(position);
        }
        for (int i = 0; i < excerpt.count(); i++) {
            lastTimestampMs = excerpt.commandTimestampMs(position);
            position += Excerpt.COMMAND_HEADER_BYTES + excerpt.commandLength(position);
        }
        if (excerpt.epoch() != lastEpoch) {
            epochs++;
            lastEpoch = excerpt.epoch();
        }
        excerpts++;
        commands += excerpt.count();
        lastSequence += excerpt.count();
    }

    long lastSequence() {
        return lastSequence;
    }

    ScanReport report(int files, @Nullable Damage damage, @Nullable TornEnd tornEnd) {
        return new ScanReport(
                files,
                excerpts,
                commands,
                firstSequence,
                lastSequence,
                firstTimestampMs,
                lastTimestampMs,
                epochs,
                lastEpoch,
                Optional.ofNullable(damage),
                Optional.ofNullable(tornEnd));
    }
}
