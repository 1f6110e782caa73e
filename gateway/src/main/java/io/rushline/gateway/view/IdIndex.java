package io.rushline.gateway.view;

/**
 * Numbers under ids: hash tables with linear probing, and many of them, so that none that grows holds anybody up.
 *
 * <p>Ids are sequences, and most of those that are asked for were given lately: neighbours lie side by side, as many as fill two
 * of the processor's cache lines, and only whole neighbourhoods are scattered.
 *
 * <pre>
 *   table:  | id int64 (0: nothing here) | number int64 | id | number | ...    at most half full
 * </pre>
 *
 * <p>Threading: one thread writes. Another may read meanwhile, and gets an answer that may be wrong but does come.
 */
final class IdIndex {
    static final long MISSING = -1;

    private static final int TABLE_BITS = 8;
    private static final int INITIAL_ENTRIES = 16;
    private static final int NEIGHBOUR_BITS = 3;
    private static final int NEIGHBOUR_MASK = (1 << NEIGHBOUR_BITS) - 1;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final Table[] tables = new Table[1 << TABLE_BITS];

    IdIndex() {
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new Table();
        }
    }

    /** The number under an id, or {@link #MISSING}. */
    long find(long id) {
        return table(id).find(id);
    }

    /** @param id not 0 */
    void put(long id, long number) {
        table(id).put(id, number);
    }

    void remove(long id) {
        table(id).remove(id);
    }

    private Table table(long id) {
        return tables[(int) (hash(id) >>> (Long.SIZE - TABLE_BITS))];
    }

    private static long hash(long id) {
        return (id >>> NEIGHBOUR_BITS) * GOLDEN;
    }

    private static final class Table {
        private long[] entries = new long[2 * INITIAL_ENTRIES];
        private int count;

        long find(long id) {
            long[] now = entries;
            int mask = now.length - 1;
            int at = home(id, mask);
            for (int probes = now.length / 2; probes > 0 && now[at] != 0; probes--) {
                if (now[at] == id) {
                    return now[at + 1];
                }
                at = (at + 2) & mask;
            }
            return MISSING;
        }

        void put(long id, long number) {
            if (4 * (count + 1) > entries.length) {
                grow();
            }
            int at = place(entries, id);
            if (entries[at] == 0) {
                count++;
            }
            entries[at + 1] = number;
            entries[at] = id;
        }

        void remove(long id) {
            int mask = entries.length - 1;
            int gap = place(entries, id);
            if (entries[gap] == 0) {
                return;
            }
            count--;
            // What was pushed past the gap moves back into it, so that no search ends too early.
            for (int at = (gap + 2) & mask; entries[at] != 0; at = (at + 2) & mask) {
                int home = home(entries[at], mask);
                if (((at - home) & mask) >= ((at - gap) & mask)) {
                    entries[gap + 1] = entries[at + 1];
                    entries[gap] = entries[at];
                    gap = at;
                }
            }
            entries[gap] = 0;
        }

        private void grow() {
            long[] larger = new long[2 * entries.length];
            for (int i = 0; i < entries.length; i += 2) {
                if (entries[i] != 0) {
                    int at = place(larger, entries[i]);
                    larger[at] = entries[i];
                    larger[at + 1] = entries[i + 1];
                }
            }
            entries = larger;
        }

        /** Where an id is, or would be. */
        private static int place(long[] entries, long id) {
            int mask = entries.length - 1;
            int at = home(id, mask);
            while (entries[at] != 0 && entries[at] != id) {
                at = (at + 2) & mask;
            }
            return at;
        }

        /** The neighbourhood from the bits behind those that chose the table, and the place in it. */
        private static int home(long id, int mask) {
            int neighbourhood = (int) (hash(id) >>> (Long.SIZE - TABLE_BITS - Integer.SIZE));
            return (((neighbourhood & ~NEIGHBOUR_MASK) | ((int) id & NEIGHBOUR_MASK)) << 1) & mask;
        }
    }
}
