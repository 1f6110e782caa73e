package io.rushline.engine.slab;

import java.util.Arrays;

/**
 * Records of one fixed length, addressed by slot, in chunks, with a free list threaded through the unused ones.
 *
 * <pre>
 *   chunk 0                        chunk 1
 *  +------+------+-----+------+   +------+-----
 *  | rec0 | rec1 | ... | 1023 |   | 1024 | ...       slot = chunk * 1024 + place
 *  +------+------+-----+------+   +------+-----
 * </pre>
 *
 * <p>A field is named by its offset in the record, in bytes; it lies in one word of eight bytes. The fields of a record lie
 * together, so that a record that is in no cache costs one or two misses and not one for each of its fields; see
 * docs/decisions/0002. Growing adds a chunk and copies no record.
 *
 * <p>Allocation: one chunk for each 1,024 records beyond the most that were ever live.
 */
public final class Slab {
    /** No slot. */
    public static final int NONE = -1;

    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final int NEXT_FREE = 0;

    private final int recordWords;
    private long[][] chunks = new long[16][];
    private int chunkCount;
    private int freeHead = NONE;
    private int usedSlots;
    private int liveCount;

    /** @param recordBytes the length of a record, a multiple of eight */
    public Slab(int recordBytes) {
        if (recordBytes <= 0 || (recordBytes & 7) != 0) {
            throw new IllegalArgumentException("recordBytes " + recordBytes);
        }
        recordWords = recordBytes >>> 3;
    }

    public int liveCount() {
        return liveCount;
    }

    /** Takes a slot; its record holds what was there before. Callers keep to a bound of their own. */
    public int allocate() {
        liveCount++;
        if (freeHead != NONE) {
            int slot = freeHead;
            freeHead = intAt(slot, NEXT_FREE);
            return slot;
        }
        int slot = usedSlots++;
        if (slot >>> CHUNK_BITS == chunkCount) {
            addChunk();
        }
        return slot;
    }

    /** Gives a slot back; whoever still has its number must forget it. */
    public void free(int slot) {
        putInt(slot, NEXT_FREE, freeHead);
        freeHead = slot;
        liveCount--;
    }

    public int intAt(int slot, int field) {
        return (int) (chunk(slot)[place(slot, field)] >>> shift(field));
    }

    public long longAt(int slot, int field) {
        return chunk(slot)[place(slot, field)];
    }

    public void putInt(int slot, int field, int value) {
        put(slot, field, 0xFFFF_FFFFL, value);
    }

    public void putLong(int slot, int field, long value) {
        chunk(slot)[place(slot, field)] = value;
    }

    private void put(int slot, int field, long mask, long value) {
        long[] chunk = chunk(slot);
        int place = place(slot, field);
        int shift = shift(field);
        chunk[place] = (chunk[place] & ~(mask << shift)) | (value & mask) << shift;
    }

    /**
     * The array that has a record, for those who need several of its fields: to look each of them up costs more than to read it.
     * It is the same for as long as there is the slab.
     */
    public long[] chunk(int slot) {
        return chunks[slot >>> CHUNK_BITS];
    }

    /** A word of a record as two of its ints, the one with the lower offset first. */
    public static long word(int low, int high) {
        return (low & 0xFFFF_FFFFL) | (long) high << Integer.SIZE;
    }

    /** Where in its {@link #chunk} a record begins. */
    public int start(int slot) {
        return (slot & CHUNK_MASK) * recordWords;
    }

    private int place(int slot, int field) {
        return start(slot) + (field >>> 3);
    }

    private static int shift(int field) {
        return (field & 7) << 3;
    }

    private void addChunk() {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount << 1);
        }
        chunks[chunkCount++] = new long[recordWords << CHUNK_BITS];
    }
}
