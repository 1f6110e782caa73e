package io.rushline.gateway.catalogue;

import io.rushline.gateway.http.FieldError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.MutableDirectBuffer;

/**
 * The seats of a hall as an operator describes them: sections of rows, and areas without numbered seats. An instance is
 * always valid.
 *
 * <p>Seats are called {@code SECTION-ROW-NUMBER}, and the places of an area {@code AREA-GA-n} with n from 1. A row's
 * name has no hyphen, so that such a name can be read from its end, whatever the section is called.
 */
public record HallLayout(List<Section> sections, List<Area> areas) {
    public static final int MAX_CATEGORIES = 64;
    /** Areas count as sections. */
    public static final int MAX_SECTIONS = 256;
    /** An area counts as a row. */
    public static final int MAX_ROWS = 4_000;

    public static final int MAX_SEATS = 100_000;
    public static final int MAX_FIRST_NUMBER = 100_000;
    public static final int MAX_NAME_LENGTH = 64;
    /** How many accessible and companion places a row may have together. */
    public static final int MAX_MARKS = 10_000;
    /** What the one row of an area is called. */
    public static final String AREA_ROW = "GA";

    /** Rows that belong together, from best to worst. */
    public record Section(String name, List<Row> rows) {
        public Section {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Seats side by side.
     *
     * @param seats how many, numbered on from {@code firstNumber}
     * @param accessible numbers of the places for wheelchairs
     * @param companion numbers of the seats beside those
     */
    public record Row(
            String name,
            String category,
            int seats,
            int firstNumber,
            List<Integer> accessible,
            List<Integer> companion) {
        public Row {
            accessible = List.copyOf(accessible);
            companion = List.copyOf(companion);
        }

        /** A row that begins with number 1 and has no special places. */
        public Row(String name, String category, int seats) {
            this(name, category, seats, 1, List.of(), List.of());
        }

        int lastNumber() {
            return firstNumber + seats - 1;
        }
    }

    /** Places without numbers of their own, sold by count. */
    public record Area(String name, String category, int capacity) {}

    /**
     * Takes a layout over.
     *
     * @throws InvalidHallLayout when it breaks a rule, with all that is wrong
     */
    public HallLayout {
        sections = List.copyOf(sections);
        areas = List.copyOf(areas);
        List<FieldError> problems = new HallLayoutCheck().check(sections, areas);
        if (!problems.isEmpty()) {
            throw new InvalidHallLayout(problems);
        }
    }

    /** Places in all. */
    public int capacity() {
        int numbered = sections.stream()
                .flatMap(section -> section.rows().stream())
                .mapToInt(Row::seats)
                .sum();
        return numbered + areas.stream().mapToInt(Area::capacity).sum();
    }

    /** The price categories, in the order in which they first appear: rows before areas. */
    public List<String> categories() {
        Set<String> categories = new LinkedHashSet<>();
        sections.forEach(section -> section.rows().forEach(row -> categories.add(row.category())));
        areas.forEach(area -> categories.add(area.category()));
        return List.copyOf(categories);
    }

    /**
     * Writes the layout as a DefineSeatPlan with its message header.
     *
     * @param buffer must have room for it or grow by itself; 2 MiB are enough for every layout and a short name
     * @return how many bytes were written
     */
    public int encode(
            MutableDirectBuffer buffer,
            int offset,
            long requestIdHigh,
            long requestIdLow,
            long cinemaId,
            String hallName) {
        return new SeatPlanEncoding(buffer, offset).encode(this, requestIdHigh, requestIdLow, cinemaId, hallName);
    }
}
