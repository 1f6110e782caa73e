package io.rushline.journal.event;

import java.nio.file.Path;

/**
 * Something in the event queue is not what was written. What is damaged can be moved away, with all that follows: the next
 * start writes it again, as far back as the journal goes.
 */
public final class EventsDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventsDamagedException(Path file, long offset, String what) {
        this("The block at offset " + offset + " of " + file + " can't be read, since " + what
                + ": rushline journal verify says what to do");
    }

    private EventsDamagedException(String message) {
        super(message);
    }

    /** Nothing is damaged then, and nothing is to be removed. */
    static EventsDamagedException newer(Path file, long offset) {
        return new EventsDamagedException("The block at offset " + offset + " of " + file
                + " can't be read, since a newer build wrote it: use that build");
    }
}
