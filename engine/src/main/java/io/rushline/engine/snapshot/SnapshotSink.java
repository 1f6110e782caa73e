package io.rushline.engine.snapshot;

import org.agrona.DirectBuffer;

/** Takes the parts of a snapshot, one after another. */
@FunctionalInterface
public interface SnapshotSink {
    /** One whole message with its header, in an array of bytes; the buffer is only lent. */
    void onPart(DirectBuffer buffer, int offset, int length);
}
