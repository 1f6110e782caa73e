package io.rushline.engine.request;

import java.util.Arrays;

/**
 * Finds the ordinals of remembered requests by the hashes of their ids.
 *
 * <pre>
 *   a line, as long as the processor's:
 *   +------------+------------+-----+------------+-------------------+
 *   | tag | ord. | tag | ord. | ... | tag | ord. | newest that found |     tag: high half of the hash
 *   |            |            |     |   (7th)    | no room here      |     ord.: low half of the ordinal
 *   +------------+------------+-----+------------+-------------------+
 * </pre>
 *
 * <p>An id costs one line: the same one says whether it is known and takes it in. Nothing is ever removed: a cell whose
 * ordinal is behind the log's head is as good as empty. A table that is too full stays as it is until all that is in it is
 * forgotten, and a new one of twice the size takes what comes: no command pays for a whole table.
 *
 * <p>Allocation: a page when a line of it is first used.
 */
final class RequestIndex {
    private static final int CELLS = 7;
    private static final int LINE_BITS = 3;
    private static final int PAGE_BITS = 9;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int FIRST_LINES = 1 << 10;

    /** On average; of 10,000 lines that are twice as full as that, some have no room. */
    private static final int FULL_LINE = 4;

    /** One table: lines in pages. */
    private static final class Table {
        final int lineMask;
        final long[][] pages;
        long lastOrdinal = -1;

        Table(int lines) {
            lineMask = lines - 1;
            pages = new long[Math.max(1, lines >>> PAGE_BITS)][];
        }
    }

    private final RequestLog log;
    private Table[] older = new Table[0];
    private Table newest = new Table(FIRST_LINES);

    RequestIndex(RequestLog log) {
        this.log = log;
    }

    /** The ordinal of a remembered request, or {@link RequestTable#NONE}. */
    long find(long hash, long high, long low) {
        long ordinal = find(newest, hash, high, low);
        for (int i = older.length - 1; i >= 0 && ordinal == RequestTable.NONE; i--) {
            ordinal = find(older[i], hash, high, low);
        }
        return ordinal;
    }

    /** Adds a request that {@link #find} does not know. */
    void add(long hash, long ordinal) {
        if (log.count() > (newest.lineMask + 1) * FULL_LINE) {
            older = Arrays.copyOf(older, older.length + 1);
            older[older.length - 1] = newest;
            newest = new Table((newest.lineMask + 1) << 1);
        }
        if (older.length > 0 && older[0].lastOrdinal < log.head()) {
            older = Arrays.copyOfRange(older, 1, older.length);
        }
        put(newest, hash, ordinal);
        newest.lastOrdinal = ordinal;
    }

    /** Reads the line that {@link #find} and {@link #add} will want, so that it is at hand then. */
    long touch(long hash) {
        int line = (int) hash & newest.lineMask;
        long[] page = newest.pages[line >>> PAGE_BITS];
        return page == null ? 0 : page[(line & PAGE_MASK) << LINE_BITS];
    }

    private long find(Table table, long hash, long high, long low) {
        int tag = tag(hash);
        int line = (int) hash & table.lineMask;
        for (int i = 0; i <= table.lineMask; i++) {
            long[] page = table.pages[line >>> PAGE_BITS];
            if (page == null) {
                return RequestTable.NONE;
            }
            int at = (line & PAGE_MASK) << LINE_BITS;
            for (int cell = at; cell < at + CELLS; cell++) {
                if ((int) (page[cell] >>> 32) == tag) {
                    long ordinal = ordinal(page[cell]);
                    if (ordinal >= 0
                            && log.word(ordinal, RequestLog.LOW) == low
                            && log.word(ordinal, RequestLog.HIGH) == high) {
                        return ordinal;
                    }
                }
            }
            // One more than the ordinal, so that a new line has no such.
            if (page[at + CELLS] <= log.head()) {
                return RequestTable.NONE;
            }
            line = (line + 1) & table.lineMask;
        }
        return RequestTable.NONE;
    }

    private void put(Table table, long hash, long ordinal) {
        long entry = (long) tag(hash) << 32 | (ordinal & 0xFFFF_FFFFL);
        int line = (int) hash & table.lineMask;
        for (int i = 0; i <= table.lineMask; i++) {
            long[] page = table.pages[line >>> PAGE_BITS];
            if (page == null) {
                page = new long[1 << (PAGE_BITS + LINE_BITS)];
                table.pages[line >>> PAGE_BITS] = page;
            }
            int at = (line & PAGE_MASK) << LINE_BITS;
            for (int cell = at; cell < at + CELLS; cell++) {
                if (page[cell] == 0 || ordinal(page[cell]) < 0) {
                    page[cell] = entry;
                    return;
                }
            }
            page[at + CELLS] = ordinal + 1;
            line = (line + 1) & table.lineMask;
        }
        throw new IllegalStateException("no room in " + (table.lineMask + 1) + " lines");
    }

    /** The ordinal in a cell, or -1 when it is forgotten. */
    private long ordinal(long cell) {
        int behindHead = (int) cell - (int) log.head();
        // The newest request is in the log before it is in here.
        return behindHead >= 0 && behindHead < log.count() ? log.head() + behindHead : -1;
    }

    /** Never 0, which is an empty cell's. */
    private static int tag(long hash) {
        return (int) (hash >>> 32) | 1;
    }
}
