package io.rushline.journal.snapshot;

import java.nio.file.Path;

/** The event queue has to be completed before the journal that it is completed from may go. */
public final class EventsBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventsBehindException(Path directory, long lastEventId, long neededEventId) {
        super("the event queue in " + directory + " ends with event " + lastEventId
                + ", and the oldest snapshot to be kept" + " is behind event " + neededEventId
                + ": complete it with rushline snapshot");
    }
}
