package io.rushline.gateway.binary;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Looks at the bytes of a Netty buffer as the codecs do, without copying them. */
final class Memory {
    private Memory() {}

    /** Lets the target stand for all of the source's bytes, at the same indexes. It must not be used longer than the source lives. */
    static void wrap(UnsafeBuffer target, ByteBuf source) {
        int capacity = source.capacity();
        if (source.hasMemoryAddress()) {
            target.wrap(source.memoryAddress(), capacity);
        } else if (source.hasArray()) {
            target.wrap(source.array(), source.arrayOffset(), capacity);
        } else {
            ByteBuffer bytes = source.internalNioBuffer(0, capacity);
            target.wrap(bytes, bytes.position(), capacity);
        }
    }
}
