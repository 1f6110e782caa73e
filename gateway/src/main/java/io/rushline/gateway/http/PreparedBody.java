package io.rushline.gateway.http;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body that is sent often, and so is kept both as it is and compressed.
 *
 * <p>It is compressed when first asked for, on another thread, since the largest page takes longer than an event loop
 * may wait; until that is done it is sent as it is.
 *
 * <p>Threading: any thread.
 */
public final class PreparedBody {
    private final byte[] plain;
    private final AtomicBoolean isAskedFor = new AtomicBoolean();
    private volatile byte[] compressed;

    /** @param plain must not change afterwards */
    public PreparedBody(byte[] plain) {
        this.plain = plain;
        compressed = plain;
    }

    byte[] plain() {
        return plain;
    }

    /** The body as it is when it is not compressed yet, or would not get shorter. */
    byte[] compressed() {
        if (isAskedFor.compareAndSet(false, true) && plain.length >= Gzip.MIN_BYTES) {
            ForkJoinPool.commonPool().execute(this::compress);
        }
        return compressed;
    }

    private void compress() {
        byte[] smaller = Gzip.compress(plain);
        // Pictures are compressed already.
        if (smaller.length < plain.length) {
            compressed = smaller;
        }
    }
}
