package io.rushline.journal.audit.message;

import java.util.List;

/** What commands, replies and events have in common: whom and what they are about. */
public sealed interface Message permits Command, Reply, Event {
    /** The message's name in the schema. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** The show that the message names, 0 when it names none. */
    default long showId() {
        return 0;
    }

    /** The hold that the message names, 0 when it names none. */
    default long holdId() {
        return 0;
    }

    default long bookingId() {
        return 0;
    }

    default long waiterId() {
        return 0;
    }

    default String customer() {
        return "";
    }

    /** Indexes into the show's plan. */
    default List<Integer> seats() {
        return List.of();
    }
}
