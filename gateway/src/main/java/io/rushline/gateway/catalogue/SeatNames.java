package io.rushline.gateway.catalogue;

import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder.CategoriesDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder.RowsDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder.RowsDecoder.MarksDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder.SectionsDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What the seats of a plan are called. The engine counts seats through the rows, from 0; people say
 * {@code Stalls-F-12}. Either way costs the same for each seat of each hall.
 *
 * <p>Threading: immutable. Allocation: {@link #seatId(int)} makes a string, {@link #seat(String)} a shorter one.
 */
public final class SeatNames {
    /** What {@link #seat(String)} and the other searches by name answer when there is none. */
    public static final int NONE = -1;

    private static final int MAX_SEATS = 10_000_000;
    private static final long NO_NUMBER = Long.MIN_VALUE;
    private static final int MAX_NUMBER_DIGITS = 10;

    private final long cinemaId;
    private final String hallName;
    private final List<String> categories;
    private final List<String> sections;
    private final List<Row> rows;
    private final char[] rowOfSeat;
    private final BitSet accessible = new BitSet();
    private final BitSet companion = new BitSet();
    private final Map<String, Row> rowByPrefix = new HashMap<>();

    /**
     * A run of seats.
     *
     * @param section index of its section
     * @param category index of its price category
     * @param firstSeat index of its first seat
     * @param prefix what the names of its seats have before the number
     */
    public record Row(
            String name,
            int section,
            int category,
            boolean generalAdmission,
            int firstSeat,
            int seatCount,
            int firstNumber,
            String prefix) {}

    private SeatNames(DefineSeatPlanDecoder plan) {
        // The order of these reads is the order of the message.
        cinemaId = plan.cinemaId();
        List<String> categoryNames = new ArrayList<>();
        for (CategoriesDecoder category : plan.categories()) {
            categoryNames.add(category.name());
        }
        categories = List.copyOf(categoryNames);
        List<String> sectionNames = new ArrayList<>();
        for (SectionsDecoder section : plan.sections()) {
            sectionNames.add(section.name());
        }
        sections = List.copyOf(sectionNames);
        List<Row> read = new ArrayList<>();
        long seats = 0;
        for (RowsDecoder decoder : plan.rows()) {
            Row row = row(decoder, (int) seats);
            read.add(row);
            seats += row.seatCount();
            if (row.seatCount() < 0 || seats > MAX_SEATS) {
                throw new IllegalArgumentException("a seat plan has at most " + MAX_SEATS + " seats");
            }
        }
        rows = List.copyOf(read);
        hallName = plan.name();
        rowOfSeat = new char[(int) seats];
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Arrays.fill(rowOfSeat, row.firstSeat(), row.firstSeat() + row.seatCount(), (char) i);
            rowByPrefix.putIfAbsent(row.prefix(), row);
        }
    }

    /**
     * Reads a DefineSeatPlan with its message header.
     *
     * @param buffer only lent
     */
    public static SeatNames decode(DirectBuffer buffer, int offset) {
        return new SeatNames(
                new DefineSeatPlanDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()));
    }

    private Row row(RowsDecoder decoder, int firstSeat) {
        int section = decoder.section();
        int category = decoder.category();
        boolean generalAdmission = decoder.kind() == RowKind.GENERAL_ADMISSION;
        int firstNumber = decoder.firstNumber();
        int seatCount = decoder.seatCount();
        for (MarksDecoder mark : decoder.marks()) {
            int inRow = mark.seatNumber() - firstNumber;
            if (inRow >= 0 && inRow < seatCount) {
                (mark.mark() == SeatMark.ACCESSIBLE ? accessible : companion).set(firstSeat + inRow);
            }
        }
        String name = decoder.name();
        if (section >= sections.size() || category >= categories.size()) {
            throw new IllegalArgumentException("row " + name + " of the seat plan has no section or no category");
        }
        String prefix = sections.get(section) + '-' + name + '-';
        return new Row(name, section, category, generalAdmission, firstSeat, seatCount, firstNumber, prefix);
    }

    public long cinemaId() {
        return cinemaId;
    }

    public String hallName() {
        return hallName;
    }

    /** Names of the price categories, by index. */
    public List<String> categories() {
        return categories;
    }

    /** Names of the sections, by index; an area is a section. */
    public List<String> sections() {
        return sections;
    }

    /** The rows in the order in which seats are counted. */
    public List<Row> rows() {
        return rows;
    }

    public int seatCount() {
        return rowOfSeat.length;
    }

    /** The row of a seat. */
    public Row row(int seat) {
        return rows.get(rowOfSeat[seat]);
    }

    /** The number that a seat bears in its row. */
    public int number(int seat) {
        Row row = row(seat);
        return row.firstNumber() + seat - row.firstSeat();
    }

    /** The seat's name, {@code SECTION-ROW-NUMBER}. */
    public String seatId(int seat) {
        return row(seat).prefix() + number(seat);
    }

    /** The index of the seat that {@link #seatId(int)} calls so, or {@link #NONE}. */
    public int seat(String seatId) {
        int numberAt = seatId.lastIndexOf('-') + 1;
        Row row = rowByPrefix.get(seatId.substring(0, numberAt));
        long number = number(seatId, numberAt);
        if (row == null || number < row.firstNumber() || number >= (long) row.firstNumber() + row.seatCount()) {
            return NONE;
        }
        return row.firstSeat() + (int) (number - row.firstNumber());
    }

    /** The index of a category, or {@link #NONE}. */
    public int category(String name) {
        return categories.indexOf(name);
    }

    /** The index of a section, or {@link #NONE}. */
    public int section(String name) {
        return sections.indexOf(name);
    }

    /** Whether a seat is for somebody special. */
    public SeatMark mark(int seat) {
        if (accessible.get(seat)) {
            return SeatMark.ACCESSIBLE;
        }
        return companion.get(seat) ? SeatMark.COMPANION : SeatMark.NONE;
    }

    /** Only the form that {@link #seatId(int)} writes: a seat has one name. */
    private static long number(String seatId, int from) {
        int digits = seatId.length() - from;
        boolean padded = digits > 1 && seatId.charAt(from) == '0';
        if (digits < 1 || digits > MAX_NUMBER_DIGITS || padded) {
            return NO_NUMBER;
        }
        long number = 0;
        for (int i = from; i < seatId.length(); i++) {
            int digit = seatId.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
