package io.rushline.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The primary's {@link Heartbeat}, as a standby feels it.
 *
 * <p>What counts is how long the standby itself saw no beat: the time between two looks counts for one second at most, so
 * that a standby which was stopped, or a machine that slept, does not blame the primary.
 */
final class Pulse {
    private static final long MAX_STEP_MS = 1_000;

    private final Path file;
    private boolean isFelt;
    private long beats;
    private long lastSequence;
    private long stillMs;
    private long lookedAtMs = -1;

    Pulse(Path file) {
        this.file = file;
    }

    /** Looks for a beat. */
    void feel(long nowMs) throws IOException {
        ByteBuffer content = read();
        long stepMs = lookedAtMs < 0 ? 0 : Math.min(MAX_STEP_MS, nowMs - lookedAtMs);
        lookedAtMs = nowMs;
        if (content.remaining() < Heartbeat.BYTES) {
            isFelt = false;
            stillMs = 0;
            return;
        }
        lastSequence = content.getLong(Long.BYTES);
        stillMs = isFelt && content.getLong(0) == beats ? stillMs + stepMs : 0;
        beats = content.getLong(0);
        isFelt = true;
    }

    private ByteBuffer read() throws IOException {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (NoSuchFileException e) {
            // Whoever has the directory does not beat, or not yet: it can't stand still.
            return ByteBuffer.allocate(0);
        }
    }

    /** How long it has stood still; 0 when there never was one. */
    long stillMs() {
        return stillMs;
    }

    /** What the primary had published at its last beat, 0 when that is not known. */
    long lastSequence() {
        return lastSequence;
    }

    /** Begins to wait for a beat anew. */
    void reset() {
        stillMs = 0;
    }
}
