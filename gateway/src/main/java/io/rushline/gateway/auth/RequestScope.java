package io.rushline.gateway.auth;

/**
 * Keeps apart the request ids that the holders of different keys choose: a client's 128 bits and the engine's are the same
 * but for a mask, which depends on the name beside the key and on the server's secret.
 *
 * <p>Guarantee: for one name the mapping is one to one and never gives zero. To hit another name's request on purpose,
 * one would have to guess 128 bits of the secret.
 *
 * <p>Threading: immutable. Allocation: none.
 */
public final class RequestScope {
    private final long maskHigh;
    private final long maskLow;

    RequestScope(long maskHigh, long maskLow) {
        this.maskHigh = maskHigh;
        this.maskLow = maskLow;
    }

    /** The upper half of the other side's id: of the engine's for a client's, and of the client's for an engine's. */
    public long high(long high, long low) {
        return isMask(high, low) ? maskHigh : high ^ maskHigh;
    }

    /** The lower half of it. */
    public long low(long high, long low) {
        return isMask(high, low) ? maskLow : low ^ maskLow;
    }

    /** The mask itself would become zero, which means no id; as zero is never mapped, the mask can stand for itself. */
    private boolean isMask(long high, long low) {
        return ((high ^ maskHigh) | (low ^ maskLow)) == 0;
    }
}
