package io.rushline.engine.snapshot;

import io.rushline.engine.hash.Fingerprint;
import org.agrona.DirectBuffer;

/** The hash of a state: over all parts of its snapshot but the last, by docs/snapshot-format.md. */
public final class StateHash implements SnapshotSink {
    private long value;

    @Override
    public void onPart(DirectBuffer buffer, int offset, int length) {
        value = Fingerprint.mix(value ^ Fingerprint.of(buffer.byteArray(), buffer.wrapAdjustment() + offset, length));
    }

    public long value() {
        return value;
    }
}
