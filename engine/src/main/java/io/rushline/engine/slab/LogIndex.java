package io.rushline.engine.slab;

import java.util.Arrays;

/**
 * Finds records of a {@link RecordLog} by the hashes of their keys.
 *
 * <pre>
 *   a line, as long as the processor's:
 *   +------------+------------+-----+------------+--------------------------+
 *   | tag | ord. | tag | ord. | ... | tag | ord. | newest that found | next |     tag: high half of the hash
 *   |            |            |     |   (7th)    | no room here      | cell |     ord.: low half of the ordinal
 *   +------------+------------+-----+------------+--------------------------+
 * </pre>
 *
 * <p>A key costs one line: the same one says whether it is known and takes it in. Nothing is ever removed: a cell whose
 * ordinal is behind the log's head is as good as empty. The cells of a line are filled in turn, and since ordinals only
 * rise, the next one has the oldest: when that is not forgotten, none is. A table that is too full stays as it is until all
 * that is in it is forgotten, and a new one of four times the size takes what comes: no command pays for a whole table. What is not
 * known is looked for in all of them.
 *
 * <p>Allocation: a page when a line of it is first used.
 */
public final class LogIndex {
    /** No record. */
    public static final long NONE = -1;

    private static final int CELLS = 7;
    private static final int LINE_BITS = 3;
    private static final int NEXT_BITS = 3;
    private static final int NEXT_MASK = (1 << NEXT_BITS) - 1;
    private static final int PAGE_BITS = 11;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final int FIRST_LINES = 1 << PAGE_BITS;

    /** Records to a line on average, above which a larger table takes over. */
    private static final int FULL_LINE = 4;

    private static final int GROWTH_BITS = 2;
    private static final int MAX_LINES = 1 << 26;

    /** One table: lines in pages. */
    private static final class Table {
        final int lineMask;
        final long[][] pages;
        long lastOrdinal = NONE;

        Table(int lines) {
            lineMask = lines - 1;
            pages = new long[lines >>> PAGE_BITS][];
        }
    }

    private final RecordLog log;
    private final int keyField;
    private final int secondKeyField;
    private Table[] older = new Table[0];
    private Table newest = new Table(FIRST_LINES);

    /**
     * Makes the index of an empty log.
     *
     * @param keyField where a record has its key, a long
     * @param secondKeyField where it has the rest of its key, or the same field when that is all
     */
    public LogIndex(RecordLog log, int keyField, int secondKeyField) {
        this.log = log;
        this.keyField = keyField;
        this.secondKeyField = secondKeyField;
    }

    /** Makes the first table large enough for so many records; too late once there has been one. */
    public void expect(int count) {
        int lines = count / FULL_LINE;
        if (newest.lastOrdinal == NONE && older.length == 0 && lines > FIRST_LINES) {
            newest = new Table(Math.min(MAX_LINES, Integer.highestOneBit(lines - 1) << 1));
        }
    }

    /** The ordinal of the record with a key, or {@link #NONE}. */
    public long find(long hash, long key, long secondKey) {
        long ordinal = find(newest, hash, key, secondKey);
        for (int i = older.length - 1; i >= 0 && ordinal == NONE; i--) {
            ordinal = find(older[i], hash, key, secondKey);
        }
        return ordinal;
    }

    /** Reads the lines that so many keys are looked for in, and answers a number that depends on them. */
    public long readAhead(long[] hashes, int count) {
        long read = readAhead(newest, hashes, count);
        for (Table table : older) {
            read += readAhead(table, hashes, count);
        }
        return read;
    }

    private static long readAhead(Table table, long[] hashes, int count) {
        long read = 0;
        for (int i = 0; i < count; i++) {
            int line = (int) hashes[i] & table.lineMask;
            long[] page = table.pages[line >>> PAGE_BITS];
            int at = (line & PAGE_MASK) << LINE_BITS;
            // A line of the table need not begin where one of the processor's does.
            read += page == null ? 0 : page[at] + page[at + CELLS];
        }
        return read;
    }

    /** Adds a record of the log whose key {@link #find} does not know. */
    public void add(long hash, long ordinal) {
        int lines = newest.lineMask + 1;
        if (log.count() / FULL_LINE >= lines && lines < MAX_LINES) {
            older = Arrays.copyOf(older, older.length + 1);
            older[older.length - 1] = newest;
            newest = new Table(Math.min(MAX_LINES, lines << GROWTH_BITS));
        }
        if (older.length > 0 && older[0].lastOrdinal < log.head()) {
            older = Arrays.copyOfRange(older, 1, older.length);
        }
        put(newest, hash, ordinal);
        newest.lastOrdinal = ordinal;
    }

    private long find(Table table, long hash, long key, long secondKey) {
        int tag = tag(hash);
        int line = (int) hash & table.lineMask;
        for (int tried = 0; tried <= table.lineMask; tried++) {
            long[] page = table.pages[line >>> PAGE_BITS];
            if (page == null) {
                return NONE;
            }
            int at = (line & PAGE_MASK) << LINE_BITS;
            for (int i = 0; i < CELLS; i++) {
                long cell = page[at + i];
                if ((int) (cell >>> 32) == tag) {
                    long ordinal = ordinal(cell);
                    if (ordinal != NONE
                            && log.longAt(ordinal, keyField) == key
                            && log.longAt(ordinal, secondKeyField) == secondKey) {
                        return ordinal;
                    }
                }
            }
            // One more than the ordinal, so that a new line has no such.
            if (page[at + CELLS] >>> NEXT_BITS <= log.head()) {
                return NONE;
            }
            line = (line + 1) & table.lineMask;
        }
        return NONE;
    }

    private void put(Table table, long hash, long ordinal) {
        long entry = (long) tag(hash) << 32 | (ordinal & 0xFFFF_FFFFL);
        int line = (int) hash & table.lineMask;
        for (int tried = 0; tried <= table.lineMask; tried++) {
            long[] page = table.pages[line >>> PAGE_BITS];
            if (page == null) {
                page = new long[1 << (PAGE_BITS + LINE_BITS)];
                table.pages[line >>> PAGE_BITS] = page;
            }
            int at = (line & PAGE_MASK) << LINE_BITS;
            long state = page[at + CELLS];
            int next = (int) state & NEXT_MASK;
            if (ordinal(page[at + next]) == NONE) {
                page[at + next] = entry;
                page[at + CELLS] = next == CELLS - 1 ? state - next : state + 1;
                return;
            }
            page[at + CELLS] = (ordinal + 1) << NEXT_BITS | next;
            line = (line + 1) & table.lineMask;
        }
        throw new IllegalStateException("no room in " + (table.lineMask + 1) + " lines");
    }

    /** The ordinal in a cell, or {@link #NONE} when it is forgotten or there never was one. */
    private long ordinal(long cell) {
        int behindHead = (int) cell - (int) log.head();
        return cell != 0 && behindHead >= 0 && behindHead < log.count() ? log.head() + behindHead : NONE;
    }

    /** Never 0, which is an empty cell's. */
    private static int tag(long hash) {
        return (int) (hash >>> 32) | 1;
    }
}
