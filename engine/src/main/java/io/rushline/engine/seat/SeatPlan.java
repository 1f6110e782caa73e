package io.rushline.engine.seat;

import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.engine.request.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The seats of a hall: rows from best to worst, each a run of seat indexes with one section and one category.
 *
 * <pre>
 *   row 0 (best)         row 1               row 2, general admission
 *   0 1 2 3 4 5 6 7 8 9  10 11 12 13 14 ...  25 26 27 28 ...            seat indexes
 * </pre>
 *
 * <p>Ordinary seats are those that are neither accessible nor companion places; nobody gets another one unless he chose it.
 *
 * <p>Threading: immutable.
 */
public final class SeatPlan {
    public static final int MAX_SEATS = 1_000_000;
    public static final int MAX_CATEGORIES = 64;
    public static final int MAX_SECTIONS = 1_024;

    private final long id;
    private final int categoryCount;
    private final int sectionCount;
    private final int[] rowStarts;
    private final byte[] rowCategories;
    private final short[] rowSections;
    private final boolean[] rowIsGeneral;
    private final byte[] seatCategories;
    private final long[] ordinary;
    private final int[] ordinaryCounts;

    private SeatPlan(long id, int categoryCount, int sectionCount, int rowCount, int seatCount) {
        this.id = id;
        this.categoryCount = categoryCount;
        this.sectionCount = sectionCount;
        rowStarts = new int[rowCount + 1];
        rowCategories = new byte[rowCount];
        rowSections = new short[rowCount];
        rowIsGeneral = new boolean[rowCount];
        seatCategories = new byte[seatCount];
        ordinary = new long[Bits.wordCount(seatCount)];
        ordinaryCounts = new int[categoryCount];
    }

    /**
     * Reads a plan from its command.
     *
     * @return the plan, or null when a number in it is out of range
     */
    public static @Nullable SeatPlan decode(long id, DefineSeatPlanDecoder command) {
        command.sbeRewind();
        int categoryCount = 0;
        for (DefineSeatPlanDecoder.CategoriesDecoder category : command.categories()) {
            category.skipName();
            categoryCount++;
        }
        int sectionCount = 0;
        for (DefineSeatPlanDecoder.SectionsDecoder section : command.sections()) {
            section.skipName();
            sectionCount++;
        }
        int rowsLimit = command.limit();
        long seatCount = 0;
        int rowCount = 0;
        for (DefineSeatPlanDecoder.RowsDecoder row : command.rows()) {
            if (!isInRange(row, categoryCount, sectionCount)) {
                return null;
            }
            for (DefineSeatPlanDecoder.RowsDecoder.MarksDecoder mark : row.marks()) {
                int place = mark.seatNumber() - row.firstNumber();
                if (place < 0 || place >= row.seatCount() || !isKnown(mark.mark())) {
                    return null;
                }
            }
            row.skipName();
            seatCount += row.seatCount();
            rowCount++;
        }
        if (seatCount < 1 || seatCount > MAX_SEATS || categoryCount > MAX_CATEGORIES || sectionCount > MAX_SECTIONS) {
            return null;
        }
        SeatPlan plan = new SeatPlan(id, categoryCount, sectionCount, rowCount, (int) seatCount);
        command.limit(rowsLimit);
        plan.readRows(command.rows());
        return plan;
    }

    private static boolean isInRange(DefineSeatPlanDecoder.RowsDecoder row, int categoryCount, int sectionCount) {
        return row.category() < categoryCount
                && row.section() < sectionCount
                && row.seatCount() >= 1
                && row.seatCount() <= MAX_SEATS
                && row.firstNumber() >= 0
                && row.firstNumber() <= Integer.MAX_VALUE - MAX_SEATS
                && (row.kind() == RowKind.NUMBERED || row.kind() == RowKind.GENERAL_ADMISSION);
    }

    private static boolean isKnown(SeatMark mark) {
        return mark != SeatMark.NULL_VAL && mark != SeatMark.SBE_UNKNOWN;
    }

    private void readRows(DefineSeatPlanDecoder.RowsDecoder rows) {
        int rowIndex = 0;
        for (DefineSeatPlanDecoder.RowsDecoder row : rows) {
            int start = rowStarts[rowIndex];
            int end = start + row.seatCount();
            rowStarts[rowIndex + 1] = end;
            rowCategories[rowIndex] = (byte) row.category();
            rowSections[rowIndex] = (short) row.section();
            rowIsGeneral[rowIndex] = row.kind() == RowKind.GENERAL_ADMISSION;
            for (int seat = start; seat < end; seat++) {
                seatCategories[seat] = (byte) row.category();
                Bits.set(ordinary, seat);
            }
            for (DefineSeatPlanDecoder.RowsDecoder.MarksDecoder mark : row.marks()) {
                if (mark.mark() != SeatMark.NONE) {
                    Bits.clear(ordinary, start + mark.seatNumber() - row.firstNumber());
                }
            }
            row.skipName();
            for (int seat = start; seat < end; seat++) {
                ordinaryCounts[row.category()] += isOrdinary(seat) ? 1 : 0;
            }
            rowIndex++;
        }
    }

    public long id() {
        return id;
    }

    public int seatCount() {
        return seatCategories.length;
    }

    public int rowCount() {
        return rowCategories.length;
    }

    public int categoryCount() {
        return categoryCount;
    }

    public int sectionCount() {
        return sectionCount;
    }

    public int rowStart(int row) {
        return rowStarts[row];
    }

    public int rowLength(int row) {
        return rowStarts[row + 1] - rowStarts[row];
    }

    public int rowCategory(int row) {
        return rowCategories[row];
    }

    public int rowSection(int row) {
        return rowSections[row];
    }

    /** Whether the row is a general-admission area, whose places have no neighbours. */
    public boolean isGeneralAdmission(int row) {
        return rowIsGeneral[row];
    }

    public int category(int seat) {
        return seatCategories[seat];
    }

    public boolean isOrdinary(int seat) {
        return Bits.isSet(ordinary, seat);
    }

    /** Bitmap of the ordinary seats; not to be written to. */
    public long[] ordinary() {
        return ordinary;
    }

    public int ordinaryCount(int category) {
        return ordinaryCounts[category];
    }

    /** A hash of all that the plan says about its seats. */
    public long hash() {
        long hash = Fingerprint.mix(id);
        hash = Fingerprint.mix(hash ^ categoryCount ^ (long) sectionCount << 32);
        for (int row = 0; row < rowCount(); row++) {
            hash = Fingerprint.mix(hash ^ rowLength(row) ^ (isGeneralAdmission(row) ? 1L << 32 : 0));
            hash = Fingerprint.mix(hash ^ rowCategory(row) ^ (long) rowSection(row) << 32);
        }
        for (long word : ordinary) {
            hash = Fingerprint.mix(hash ^ word);
        }
        return hash;
    }

    /** The row a seat belongs to. */
    public int rowOf(int seat) {
        int low = 0;
        int high = rowCount() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (rowStarts[middle] <= seat) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
