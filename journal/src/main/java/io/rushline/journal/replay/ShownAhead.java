package io.rushline.journal.replay;

import io.rushline.journal.Excerpt;

/** Shows a handler the next few commands of an excerpt before it takes the first of them. */
public final class ShownAhead {
    /** So many commands are shown at a time. */
    private static final int COMMANDS = 16;

    private ShownAhead() {}

    /**
     * Shows commands before each of the {@value #COMMANDS}th of an excerpt, and does nothing before the others.
     *
     * @param index of the command that is handed over next
     * @param position where it stands in the excerpt
     */
    public static void before(int index, int position, Excerpt excerpt, CommandHandler handler) {
        if (index % COMMANDS != 0) {
            return;
        }
        int last = Math.min(index + COMMANDS, excerpt.count());
        int at = position;
        for (int i = index; i < last; i++) {
            handler.readAhead(excerpt.buffer(), at + Excerpt.COMMAND_HEADER_BYTES);
            at += Excerpt.COMMAND_HEADER_BYTES + excerpt.commandLength(at);
        }
    }
}
