package io.rushline.gateway.server;

import io.rushline.engine.EngineLimits;

/** How much an engine may remember, given the heap it lives in. */
final class EngineMemory {
    /** A remembered request with its reply and its share of the index; measured with holds of one to four seats. */
    private static final long BYTES_PER_REQUEST = 200;

    /** The rest is for shows, holds and bookings, and for the server around the engine. */
    private static final int REQUESTS_PERCENT = 35;

    private static final long MOST_REQUESTS = 32_000_000;

    private EngineMemory() {}

    /**
     * A server's limits, with as many remembered requests as a part of the heap has room for.
     *
     * <p>They are journaled with the epoch, so that a replay elsewhere forgets the same, whatever its heap.
     */
    static EngineLimits limits(long heapBytes) {
        long roomFor = heapBytes / 100 * REQUESTS_PERCENT / BYTES_PER_REQUEST;
        long fewest = EngineLimits.SERVER.keptRequests() + 1L;
        return EngineLimits.SERVER.withMaxRequests((int) Math.max(fewest, Math.min(roomFor, MOST_REQUESTS)));
    }
}
