package io.rushline.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The memory of commands that do not fit into their slots: each has its own, and all together have a bound. */
final class LargeCommands {
    private final long boundBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    LargeCommands(long boundBytes) {
        this.boundBytes = boundBytes;
    }

    static boolean isLarge(int lengthBytes) {
        return lengthBytes > Slot.INLINE_BYTES;
    }

    /** Memory for a large command, or null when there is no more. */
    byte @Nullable [] tryTake(int lengthBytes) {
        if (usedBytes.addAndGet(lengthBytes) > boundBytes) {
            usedBytes.addAndGet(-lengthBytes);
            return null;
        }
        return new byte[lengthBytes];
    }

    /** Counts a command's memory as free, if it had any. */
    void release(int lengthBytes) {
        if (isLarge(lengthBytes)) {
            usedBytes.addAndGet(-lengthBytes);
        }
    }

    long usedBytes() {
        return usedBytes.get();
    }
}
