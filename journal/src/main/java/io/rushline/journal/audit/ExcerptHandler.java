package io.rushline.journal.audit;

import io.rushline.journal.Excerpt;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.replay.ShownAhead;

/** Takes the excerpts of a journal one by one, each checked as a whole. */
@FunctionalInterface
public interface ExcerptHandler {
    /**
     * One excerpt, only lent.
     *
     * @param lengthBytes of the whole excerpt, from its magic on
     * @return whether to go on
     */
    boolean onExcerpt(Excerpt excerpt, int lengthBytes);

    /** Hands over commands up to a sequence, that one included. */
    static ExcerptHandler commandsUntil(long lastSequence, CommandHandler handler) {
        return (excerpt, lengthBytes) -> {
            int position = Excerpt.HEADER_BYTES;
            for (int i = 0; i < excerpt.count(); i++) {
                long sequence = excerpt.firstSequence() + i;
                if (sequence > lastSequence) {
                    return false;
                }
                ShownAhead.before(i, position, excerpt, handler);
                int length = excerpt.commandLength(position);
                handler.onCommand(
                        sequence,
                        excerpt.commandTimestampMs(position),
                        excerpt.buffer(),
                        position + Excerpt.COMMAND_HEADER_BYTES,
                        length);
                position += Excerpt.COMMAND_HEADER_BYTES + length;
            }
            return true;
        };
    }
}
