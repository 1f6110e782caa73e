package io.rushline.engine.show;

import io.rushline.engine.hash.Fingerprint;
import io.rushline.engine.slab.SlabIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds shows by id: linear hashing as in {@link SlabIndex}, with the chains threaded through the shows themselves, so that
 * from an id to its show it is one step through memory and not three.
 */
final class ShowIndex {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final long seed;
    private @Nullable Show[][] pages = new Show[16][];
    private int bucketCount = 1 << PAGE_BITS;
    private int levelMask = PAGE_MASK;
    private int size;

    ShowIndex(long seed) {
        this.seed = seed;
        pages[0] = new Show[1 << PAGE_BITS];
    }

    /** Makes room in an empty index, so that no bucket is split while so many shows are added. */
    void reserve(int count) {
        while (bucketCount < count) {
            addBucket();
        }
    }

    int size() {
        return size;
    }

    @Nullable
    Show find(long id) {
        int bucket = bucket(id);
        Show show = pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK];
        while (show != null && show.id() != id) {
            show = show.nextInBucket();
        }
        return show;
    }

    /** Reads where {@link #find} begins to look, and answers a number that depends on it. */
    long readAhead(long id) {
        int bucket = bucket(id);
        return pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK] == null ? 0 : 1;
    }

    void add(Show show) {
        size++;
        if (bucketCount < size) {
            split();
        }
        push(show);
    }

    void remove(Show show) {
        size--;
        int bucket = bucket(show.id());
        Show each = pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK];
        if (each == show) {
            pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK] = show.nextInBucket();
            return;
        }
        while (each != null && each.nextInBucket() != show) {
            each = each.nextInBucket();
        }
        if (each == null) {
            throw new IllegalStateException("show " + show.id() + " is not in the index");
        }
        each.nextInBucket(show.nextInBucket());
    }

    private int bucket(long id) {
        int bucket = (int) Fingerprint.mix(id ^ seed) & (levelMask << 1 | 1);
        return bucket < bucketCount ? bucket : bucket & levelMask;
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
            pages[page] = new Show[1 << PAGE_BITS];
        }
        bucketCount++;
    }

    private void split() {
        int from = bucketCount & levelMask;
        addBucket();
        Show show = pages[from >>> PAGE_BITS][from & PAGE_MASK];
        pages[from >>> PAGE_BITS][from & PAGE_MASK] = null;
        while (show != null) {
            Show next = show.nextInBucket();
            push(show);
            show = next;
        }
    }

    private void push(Show show) {
        int bucket = bucket(show.id());
        show.nextInBucket(pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK]);
        pages[bucket >>> PAGE_BITS][bucket & PAGE_MASK] = show;
    }
}
