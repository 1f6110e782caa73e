package io.rushline.engine.slab;

import io.rushline.engine.hash.Fingerprint;
import java.util.Arrays;

/**
 * Finds records of a {@link Slab} by a 64-bit key that they carry: linear hashing, with the chains threaded through the
 * records.
 *
 * <pre>
 *   buckets, in pages          records
 *   +-----+-----+-----+--
 *   |  o  |     |  o  | ...    slot 7 --next--&gt; slot 3
 *   +--|--+-----+--|--+--
 *      +-----------+---------&gt; ...
 * </pre>
 *
 * <p>It grows by a bucket or two with each record added beyond the most there ever were, so that no command ever pays for
 * a whole table; keys next to each other lie in buckets next to each other, so that things made in a row are found
 * cheaply. Records may share a key.
 *
 * <p>Source: W. Litwin, "Linear hashing: a new tool for file and table addressing", 1980.
 *
 * <p>Allocation: a page for each 2,048 records beyond the most there ever were.
 */
public final class SlabIndex {
    private static final int PAGE_BITS = 12;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int NEIGHBOUR_BITS = 4;
    private static final int NEIGHBOUR_MASK = (1 << NEIGHBOUR_BITS) - 1;

    private final Slab slab;
    private final int keyField;
    private final int nextField;
    private final long seed;
    private int[][] pages = {new int[1 << PAGE_BITS]};
    private int bucketCount = 1 << PAGE_BITS;
    private int levelMask = (1 << PAGE_BITS) - 1;
    private int size;

    /**
     * @param keyField where a record has its key, a long
     * @param nextField an int of the record for this index alone
     * @param seed what nobody outside knows, so that nobody can choose keys that collide; it changes no outcome
     */
    public SlabIndex(Slab slab, int keyField, int nextField, long seed) {
        this.slab = slab;
        this.keyField = keyField;
        this.nextField = nextField;
        this.seed = seed;
    }

    /** Makes room in an empty index, so that no bucket is split while so many records are added. */
    public void reserve(int count) {
        while (bucketCount < count << 1) {
            addBucket();
        }
    }

    /** Reads where {@link #find} begins to look, and answers a number that depends on it. */
    public long readAhead(long key) {
        return head(bucket(key));
    }

    /** A record with this key, or {@link Slab#NONE}. */
    public int find(long key) {
        return firstWith(key, head(bucket(key)));
    }

    /** The next record with the same key, or {@link Slab#NONE}. */
    public int findNext(int slot) {
        return firstWith(slab.longAt(slot, keyField), slab.intAt(slot, nextField));
    }

    /** Adds a record, whose key stays as it is until it is removed. */
    public void add(int slot) {
        size++;
        while (bucketCount < size << 1) {
            split();
        }
        push(bucket(slab.longAt(slot, keyField)), slot);
    }

    /** Removes a record that was added. */
    public void remove(int slot) {
        size--;
        int bucket = bucket(slab.longAt(slot, keyField));
        int next = slab.intAt(slot, nextField);
        int each = head(bucket);
        if (each == slot) {
            head(bucket, next);
            return;
        }
        int following = slab.intAt(each, nextField);
        while (following != slot) {
            each = following;
            following = slab.intAt(each, nextField);
        }
        slab.putInt(each, nextField, next);
    }

    private int firstWith(long key, int from) {
        int slot = from;
        while (slot != Slab.NONE && slab.longAt(slot, keyField) != key) {
            slot = slab.intAt(slot, nextField);
        }
        return slot;
    }

    /** The bucket of a key: those that were split in this round have twice as many numbers. */
    private int bucket(long key) {
        long spread = Fingerprint.mix((key >>> NEIGHBOUR_BITS) ^ seed) << NEIGHBOUR_BITS | (key & NEIGHBOUR_MASK);
        int bucket = (int) spread & (levelMask << 1 | 1);
        return bucket < bucketCount ? bucket : bucket & levelMask;
    }

    /** Shares the records of one bucket with a new one at the end. */
    private void split() {
        int from = bucketCount & levelMask;
        addBucket();
        int slot = head(from);
        head(from, Slab.NONE);
        while (slot != Slab.NONE) {
            int next = slab.intAt(slot, nextField);
            push(bucket(slab.longAt(slot, keyField)), slot);
            slot = next;
        }
    }

    private void addBucket() {
        if (bucketCount == (levelMask + 1) << 1) {
            levelMask = levelMask << 1 | 1;
        }
        int page = bucketCount >>> PAGE_BITS;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page << 1);
        }
        if ((bucketCount & PAGE_MASK) == 0) {
            pages[page] = new int[1 << PAGE_BITS];
        }
        bucketCount++;
    }

    private void push(int bucket, int slot) {
        slab.putInt(slot, nextField, head(bucket));
        head(bucket, slot);
    }

    /** The first slot of a bucket. Pages hold slots plus one, so that a new one is empty. */
    private int head(int bucket) {
        return pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK] - 1;
    }

    private void head(int bucket, int slot) {
        pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK] = slot + 1;
    }
}
