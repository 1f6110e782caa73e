package io.rushline.journal.audit;

import org.agrona.DirectBuffer;

/** Wants to see the next few commands of a record before it takes the first, so that it waits for memory once only. */
interface ReadingAhead {
    /** So many commands are shown at a time. */
    int COMMANDS = 16;

    /** A command that is handed over soon. */
    void readAhead(DirectBuffer command, int offset);
}
