package io.rushline.engine.slab;

/**
 * Finds what a command made by that command's sequence.
 *
 * <pre>
 *   older, by hash          recent, by place: a cell for each sequence         newest
 *   ... 17 | 4,711 | ...    | number | none | number | number | none | ... | none |
 *                    &lt;------ what is still wanted when its cell is used again
 * </pre>
 *
 * <p>Sequences are dense, and most of what is asked for is young, so a sequence is its own place in a ring: nothing is hashed, and
 * what was made in a row lies in a row. What is older than the ring and still wanted moves to a hash table, at most one thing a
 * command.
 *
 * <p>Allocation: a page of the ring when a cell of it is first used; as {@link SlabIndex} for what is older.
 */
public final class SequenceIndex {
    /** Nothing. */
    public static final int NONE = -1;

    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private static final int SEQUENCE = 0;
    private static final int NUMBER = 8;
    private static final int NEXT = 12;
    private static final int RECORD_BYTES = 16;

    private final int size;
    // Numbers plus one, so that a new page says that there is nothing.
    private final int[][] pages;
    private final Slab older = new Slab(RECORD_BYTES);
    private final SlabIndex olderBySequence;
    private long newest;

    /**
     * Makes an empty index, whose newest sequence is 0.
     *
     * @param size of the ring, a power of two from 1,024 on; changes speed and memory, never what is found
     * @param hashSeed see {@link SlabIndex}
     */
    public SequenceIndex(int size, long hashSeed) {
        if (size < 1 << PAGE_BITS || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("size " + size + " is not a power of two from 1,024 on");
        }
        this.size = size;
        pages = new int[size >>> PAGE_BITS][];
        olderBySequence = new SlabIndex(older, SEQUENCE, NEXT, hashSeed);
    }

    /** Says which sequence is the newest while nothing was put in yet. */
    public void startAt(long newest) {
        this.newest = newest;
    }

    /**
     * Makes the next sequence the newest, and drops the one that has its place.
     *
     * @return the number of {@link #leaving()}, to be {@link #keep kept} if it is still wanted, or {@link #NONE}
     */
    public int advance() {
        int cell = (int) ++newest & (size - 1);
        int[] page = pages[cell >>> PAGE_BITS];
        if (page == null || page[cell & PAGE_MASK] == 0) {
            return NONE;
        }
        int number = page[cell & PAGE_MASK] - 1;
        page[cell & PAGE_MASK] = 0;
        return number;
    }

    /** The sequence whose place the newest one has now. */
    public long leaving() {
        return newest - size;
    }

    /** Keeps the number of a sequence that is leaving. */
    public void keep(int number) {
        addOlder(leaving(), number);
    }

    /** The number of a sequence, any long, or {@link #NONE}. */
    public int find(long sequence) {
        if (isRecent(sequence)) {
            int cell = (int) sequence & (size - 1);
            int[] page = pages[cell >>> PAGE_BITS];
            return page == null ? NONE : page[cell & PAGE_MASK] - 1;
        }
        int record = olderBySequence.find(sequence);
        return record == Slab.NONE ? NONE : older.intAt(record, NUMBER);
    }

    /** Gives a sequence, the newest or one before it, its number, instead of the one it had. */
    public void put(long sequence, int number) {
        if (isRecent(sequence)) {
            int cell = (int) sequence & (size - 1);
            page(cell)[cell & PAGE_MASK] = number + 1;
            return;
        }
        int record = olderBySequence.find(sequence);
        if (record == Slab.NONE) {
            addOlder(sequence, number);
        } else {
            older.putInt(record, NUMBER, number);
        }
    }

    /** Forgets the number of a sequence that has one. */
    public void remove(long sequence) {
        if (isRecent(sequence)) {
            int cell = (int) sequence & (size - 1);
            page(cell)[cell & PAGE_MASK] = 0;
            return;
        }
        int record = olderBySequence.find(sequence);
        olderBySequence.remove(record);
        older.free(record);
    }

    /** Whether a sequence has its place in the ring. */
    public boolean isRecent(long sequence) {
        return newest - sequence >= 0 && newest - sequence < size;
    }

    /** Whether something is kept of sequences that are older than the ring. */
    public boolean hasOlder() {
        return older.liveCount() > 0;
    }

    private void addOlder(long sequence, int number) {
        int record = older.allocate();
        older.putLong(record, SEQUENCE, sequence);
        older.putInt(record, NUMBER, number);
        olderBySequence.add(record);
    }

    private int[] page(int cell) {
        int[] page = pages[cell >>> PAGE_BITS];
        if (page == null) {
            page = new int[1 << PAGE_BITS];
            pages[cell >>> PAGE_BITS] = page;
        }
        return page;
    }
}
