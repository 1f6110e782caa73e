package io.rushline.gateway.binary;

import io.rushline.gateway.binary.protocol.HoldStatus;
import io.rushline.gateway.binary.protocol.Sale;
import io.rushline.gateway.binary.protocol.WaitStatus;

/**
 * Hears of the states of one show, hold or waiter: first as it is, then whenever it is different, and as it is again after
 * each new connection.
 *
 * <p>Threading: the client's event loop, which must not wait.
 */
public interface StateListener {
    /**
     * The seats of a show.
     *
     * @param letters one a seat: F free, H held, B booked, X blocked
     */
    default void onSeats(long showId, long sequence, Sale sale, String letters) {}

    default void onHold(
            SignedId hold, long sequence, HoldStatus status, long expiresAtMs, SignedId booking, int[] seats) {}

    /** A wait; when it is offered seats, {@code hold} is the signed id of the hold, else its signature is zero. */
    default void onWaiter(long waiterId, long sequence, WaitStatus status, int ahead, SignedId hold) {}

    /** Changes were left out, since the client read too slowly; the whole state follows. */
    default void onResync() {}

    /** There is no such thing, or no longer. Nothing follows. */
    default void onEnd() {}
}
