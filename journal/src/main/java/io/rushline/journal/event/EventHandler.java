package io.rushline.journal.event;

import org.agrona.DirectBuffer;

/** Takes events one by one, in the order of their ids. */
@FunctionalInterface
public interface EventHandler {
    /**
     * One event.
     *
     * @param planId the seat plan of its show, 0 when it is of none
     * @param currency of its show, as {@link Currency} packs it
     * @param event a whole SBE message with its header, only lent
     */
    void onEvent(long planId, int currency, DirectBuffer event, int offset, int length);
}
