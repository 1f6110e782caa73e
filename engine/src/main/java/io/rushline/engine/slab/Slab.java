package io.rushline.engine.slab;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records of one fixed length, addressed by slot, with a free list threaded through the unused ones.
 *
 * <pre>
 *   chunk 0                       chunk 1
 *  +------+------+-----+------+  +------+------+-----
 *  | rec0 | rec1 | ... | 4095 |  | 4096 | 4097 | ...       slot = chunk * 4096 + place
 *  +------+------+-----+------+  +------+------+-----
 * </pre>
 *
 * <p>A record's fields lie together, so that looking at one costs one or two cache lines. Growing adds a chunk and
 * copies nothing.
 *
 * <p>Allocation: one chunk for each 4,096 records beyond the most that were ever live.
 */
public final class Slab {
    /** No slot. */
    public static final int NONE = -1;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final int NEXT_FREE = 0;

    private final int recordBytes;
    private final int maxRecords;
    private UnsafeBuffer[] chunks = new UnsafeBuffer[0];
    private int freeHead = NONE;
    private int usedSlots;
    private int liveCount;

    /**
     * @param recordBytes the length of a record, a multiple of eight
     * @param maxRecords the bound on live records
     */
    public Slab(int recordBytes, int maxRecords) {
        if (recordBytes <= 0 || (recordBytes & 7) != 0 || maxRecords <= 0) {
            throw new IllegalArgumentException("recordBytes " + recordBytes + ", maxRecords " + maxRecords);
        }
        this.recordBytes = recordBytes;
        this.maxRecords = maxRecords;
    }

    public boolean isFull() {
        return liveCount >= maxRecords;
    }

    public int liveCount() {
        return liveCount;
    }

    /** One more than the largest slot that was ever in use. */
    public int usedSlots() {
        return usedSlots;
    }

    /**
     * Takes a slot; its record holds what was there before.
     *
     * @throws IllegalStateException when {@link #isFull()}, which callers test first
     */
    public int allocate() {
        if (isFull()) {
            throw new IllegalStateException("no free record of " + maxRecords);
        }
        liveCount++;
        if (freeHead != NONE) {
            int slot = freeHead;
            freeHead = intAt(slot, NEXT_FREE);
            return slot;
        }
        int slot = usedSlots++;
        if (slot >>> CHUNK_BITS == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new UnsafeBuffer(new byte[recordBytes << CHUNK_BITS]);
        }
        return slot;
    }

    /** Gives a slot back; whoever still has its number must forget it. */
    public void free(int slot) {
        putInt(slot, NEXT_FREE, freeHead);
        freeHead = slot;
        liveCount--;
    }

    public byte byteAt(int slot, int field) {
        return chunk(slot).getByte(offset(slot, field));
    }

    public int intAt(int slot, int field) {
        return chunk(slot).getInt(offset(slot, field));
    }

    public long longAt(int slot, int field) {
        return chunk(slot).getLong(offset(slot, field));
    }

    public void putByte(int slot, int field, byte value) {
        chunk(slot).putByte(offset(slot, field), value);
    }

    public void putInt(int slot, int field, int value) {
        chunk(slot).putInt(offset(slot, field), value);
    }

    public void putLong(int slot, int field, long value) {
        chunk(slot).putLong(offset(slot, field), value);
    }

    /** The buffer a record lies in, for copying several bytes at {@link #offset(int, int)}. */
    public UnsafeBuffer chunk(int slot) {
        return chunks[slot >>> CHUNK_BITS];
    }

    public int offset(int slot, int field) {
        return (slot & CHUNK_MASK) * recordBytes + field;
    }
}
