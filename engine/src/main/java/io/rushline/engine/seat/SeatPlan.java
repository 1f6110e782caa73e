package io.rushline.engine.seat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
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
 * <p>Threading: the engine's. Nothing but the hall's name ever changes.
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
    private final int[][] rowsOfSections;
    private int[] areas = new int[0];
    private final byte[] seatCategories;
    private final char[] seatRows;
    private final long[] ordinary;
    private final long[] neighbours;
    private final long[][] ordinaryOf;
    private final int[] ordinaryCounts;
    private UnsafeBuffer definition;

    private SeatPlan(
            long id, int categoryCount, int sectionCount, int rowCount, int seatCount, UnsafeBuffer definition) {
        this.id = id;
        this.definition = definition;
        this.categoryCount = categoryCount;
        this.sectionCount = sectionCount;
        rowStarts = new int[rowCount + 1];
        rowCategories = new byte[rowCount];
        rowSections = new short[rowCount];
        rowIsGeneral = new boolean[rowCount];
        rowsOfSections = new int[sectionCount][];
        seatCategories = new byte[seatCount];
        seatRows = new char[seatCount];
        ordinary = new long[Bits.wordCount(seatCount)];
        neighbours = new long[ordinary.length];
        ordinaryOf = new long[categoryCount][ordinary.length];
        ordinaryCounts = new int[categoryCount];
    }

    /**
     * Reads a plan from its command.
     *
     * @param command the message behind its header; copied
     * @param length of the message with its header
     * @return the plan, or null when a number in it is out of range
     */
    public static @Nullable SeatPlan decode(long id, DefineSeatPlanDecoder command, int length) {
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
        UnsafeBuffer definition = new UnsafeBuffer(new byte[length]);
        definition.putBytes(0, command.buffer(), command.offset() - MessageHeaderDecoder.ENCODED_LENGTH, length);
        SeatPlan plan = new SeatPlan(id, categoryCount, sectionCount, rowCount, (int) seatCount, definition);
        command.limit(rowsLimit);
        plan.readRows(command.rows());
        plan.listAreas();
        plan.listRowsOfSections();
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
                seatRows[seat] = (char) rowIndex;
                Bits.set(ordinary, seat);
                if (row.kind() == RowKind.NUMBERED && seat + 1 < end) {
                    Bits.set(neighbours, seat);
                }
            }
            for (DefineSeatPlanDecoder.RowsDecoder.MarksDecoder mark : row.marks()) {
                if (mark.mark() != SeatMark.NONE) {
                    Bits.clear(ordinary, start + mark.seatNumber() - row.firstNumber());
                }
            }
            row.skipName();
            for (int seat = start; seat < end; seat++) {
                if (isOrdinary(seat)) {
                    ordinaryCounts[row.category()]++;
                    Bits.set(ordinaryOf[row.category()], seat);
                }
            }
            rowIndex++;
        }
    }

    private void listAreas() {
        int count = 0;
        int[] found = new int[rowCount()];
        for (int row = 0; row < rowCount(); row++) {
            if (rowIsGeneral[row]) {
                found[count++] = row;
            }
        }
        areas = Arrays.copyOf(found, count);
    }

    private void listRowsOfSections() {
        int[] counts = new int[sectionCount];
        for (short section : rowSections) {
            counts[section]++;
        }
        for (int section = 0; section < sectionCount; section++) {
            rowsOfSections[section] = new int[counts[section]];
        }
        for (int row = rowCount() - 1; row >= 0; row--) {
            int section = rowSections[row];
            rowsOfSections[section][--counts[section]] = row;
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

    /**
     * Bitmap of the ordinary seats; not to be written to.
     *
     * @param category index in the plan, or {@link BestAvailable#ANY}
     */
    public long[] ordinary(int category) {
        return category == BestAvailable.ANY ? ordinary : ordinaryOf[category];
    }

    /** Bitmap of the seats whose right neighbour is the next seat; not to be written to. */
    long[] neighbours() {
        return neighbours;
    }

    /** The general-admission areas, from best to worst; not to be written to. */
    int[] areas() {
        return areas;
    }

    /** The rows of a section, from best to worst; not to be written to. */
    public int[] rowsOf(int section) {
        return rowsOfSections[section];
    }

    /**
     * Gives the hall another name, in the definition, where it stands last.
     *
     * @param nameLength in bytes of UTF-8
     */
    public void rename(DirectBuffer source, int nameOffset, int nameLength) {
        int before = nameHeaderAt();
        int nameAt = before + DefineSeatPlanDecoder.nameHeaderLength();
        UnsafeBuffer renamed = new UnsafeBuffer(new byte[nameAt + nameLength]);
        renamed.putBytes(0, definition, 0, before);
        renamed.putShort(before, (short) nameLength, LITTLE_ENDIAN);
        renamed.putBytes(nameAt, source, nameOffset, nameLength);
        definition = renamed;
    }

    private int nameHeaderAt() {
        DefineSeatPlanDecoder plan =
                new DefineSeatPlanDecoder().wrapAndApplyHeader(definition, 0, new MessageHeaderDecoder());
        plan.categories().forEach(DefineSeatPlanDecoder.CategoriesDecoder::sbeSkip);
        plan.sections().forEach(DefineSeatPlanDecoder.SectionsDecoder::sbeSkip);
        plan.rows().forEach(DefineSeatPlanDecoder.RowsDecoder::sbeSkip);
        return plan.limit();
    }

    /** The command that defined the plan, with its header and the name that the hall has now; not to be written to. */
    public DirectBuffer definition() {
        return definition;
    }

    public int ordinaryCount(int category) {
        return ordinaryCounts[category];
    }

    /** The row a seat belongs to. */
    public int rowOf(int seat) {
        return seatRows[seat];
    }
}
