package io.rushline.gateway.catalogue;

import io.rushline.gateway.catalogue.HallLayout.Area;
import io.rushline.gateway.catalogue.HallLayout.Row;
import io.rushline.gateway.catalogue.HallLayout.Section;
import io.rushline.gateway.http.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Goes through a layout once and notes what is wrong with it. */
final class HallLayoutCheck {
    private final List<FieldError> problems = new ArrayList<>();
    private final Set<String> categories = new HashSet<>();
    private final Set<String> sectionNames = new HashSet<>();
    private long rows;
    private long seats;

    List<FieldError> check(List<Section> sections, List<Area> areas) {
        if (sections.isEmpty() && areas.isEmpty()) {
            add("sections", "must have a section when there are no areas");
        }
        if (sections.size() + areas.size() > HallLayout.MAX_SECTIONS) {
            add(
                    "sections",
                    "must be, with the areas, at most " + HallLayout.MAX_SECTIONS + ", not "
                            + (sections.size() + areas.size()));
            return problems;
        }
        for (int i = 0; i < sections.size() && !isFull(); i++) {
            checkSection("sections[" + i + "]", sections.get(i));
        }
        for (int i = 0; i < areas.size() && !isFull(); i++) {
            checkArea("areas[" + i + "]", areas.get(i));
        }
        if (categories.size() > HallLayout.MAX_CATEGORIES) {
            add(
                    "sections",
                    "must have at most " + HallLayout.MAX_CATEGORIES + " different categories, not "
                            + categories.size());
        }
        if (rows > HallLayout.MAX_ROWS) {
            add("sections", "must have at most " + HallLayout.MAX_ROWS + " rows in all, not " + rows);
        }
        if (seats > HallLayout.MAX_SEATS) {
            add(
                    "sections",
                    "must have, with the areas, at most " + HallLayout.MAX_SEATS + " seats in all, not " + seats);
        }
        return problems;
    }

    private void checkSection(String field, Section section) {
        checkName(field + ".name", section.name());
        if (!sectionNames.add(section.name())) {
            add(field + ".name", "is given twice: " + section.name());
        }
        if (section.rows().isEmpty()) {
            add(field + ".rows", "must have at least one row");
        }
        rows += section.rows().size();
        Set<String> rowNames = new HashSet<>();
        for (int i = 0; i < section.rows().size() && !isFull(); i++) {
            Row row = section.rows().get(i);
            String rowField = field + ".rows[" + i + "]";
            if (!rowNames.add(row.name())) {
                add(rowField + ".name", "is given twice in section " + section.name() + ": " + row.name());
            }
            checkRow(rowField, row);
        }
    }

    private void checkRow(String field, Row row) {
        checkName(field + ".name", row.name());
        if (row.name().indexOf('-') >= 0) {
            add(field + ".name", "must not contain a hyphen, which parts a seat's name: " + row.name());
        }
        checkCategory(field + ".category", row.category());
        boolean hasSeats = checkRange(field + ".seats", row.seats(), HallLayout.MAX_SEATS);
        boolean hasNumbers = checkRange(field + ".firstNumber", row.firstNumber(), HallLayout.MAX_FIRST_NUMBER);
        if (hasSeats) {
            seats += row.seats();
        }
        if (hasSeats && hasNumbers) {
            checkMarks(field, row);
        }
    }

    private void checkMarks(String field, Row row) {
        if (row.accessible().size() + row.companion().size() > HallLayout.MAX_MARKS) {
            add(field + ".accessible", "must be, with companion, at most " + HallLayout.MAX_MARKS + " numbers");
            return;
        }
        Set<Integer> marked = new HashSet<>();
        checkNumbers(field + ".accessible", row, row.accessible(), marked);
        checkNumbers(field + ".companion", row, row.companion(), marked);
    }

    private void checkNumbers(String field, Row row, List<Integer> numbers, Set<Integer> marked) {
        for (int number : numbers) {
            if (number < row.firstNumber() || number > row.lastNumber()) {
                add(
                        field,
                        "has no seat " + number + ": the row's seats are " + row.firstNumber() + " to "
                                + row.lastNumber());
            } else if (!marked.add(number)) {
                add(field, "has seat " + number + ", which is marked already");
            }
            if (isFull()) {
                return;
            }
        }
    }

    private void checkArea(String field, Area area) {
        checkName(field + ".name", area.name());
        if (!sectionNames.add(area.name())) {
            add(field + ".name", "is given twice: " + area.name());
        }
        checkCategory(field + ".category", area.category());
        if (checkRange(field + ".capacity", area.capacity(), HallLayout.MAX_SEATS)) {
            seats += area.capacity();
        }
        rows++;
    }

    private void checkCategory(String field, String category) {
        checkName(field, category);
        categories.add(category);
    }

    private void checkName(String field, String name) {
        TextRule.problem(name, HallLayout.MAX_NAME_LENGTH).ifPresent(problem -> add(field, problem));
    }

    private boolean checkRange(String field, int value, int max) {
        boolean inRange = value >= 1 && value <= max;
        if (!inRange) {
            add(field, "must be from 1 to " + max + ", not " + value);
        }
        return inRange;
    }

    private void add(String field, String message) {
        if (!isFull()) {
            problems.add(new FieldError(field, message));
        }
    }

    private boolean isFull() {
        return problems.size() >= InvalidHallLayout.MAX_PROBLEMS;
    }
}
