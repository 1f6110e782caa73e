package io.rushline.engine;

import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The seat plan of a scenario, with its seats' names.
 *
 * <p>Rows are written from best to worst with {@code ;} between them, each as {@code NAME xSEATS [CATEGORY] [in SECTION]
 * [from NUMBER] [accessible N,N] [companion N,N] [general]}. The category is {@code std} and the section {@code Stalls}
 * where none is named. The third seat of row B is {@code B3}; a seat that does not exist is {@code #INDEX}.
 */
public final class ScenarioHall {
    private static final Pattern RANGE = Pattern.compile("([A-Za-z]+)(\\d+)-\\1?(\\d+)");

    public final List<String> categories = new ArrayList<>();
    public final List<String> sections = new ArrayList<>();
    public final List<CommandEncoder.Row> rows = new ArrayList<>();
    private final List<String> seats = new ArrayList<>();

    public static ScenarioHall parse(String text) {
        ScenarioHall hall = new ScenarioHall();
        for (String row : text.split(";", -1)) {
            hall.addRow(List.of(row.trim().split("\\s+")));
        }
        return hall;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Seats separated by commas; {@code A1-A4} are four; {@code none} is no seat. */
    int[] indexes(String list) {
        return names(list).stream()
                .mapToInt(name -> name.startsWith("#") ? Integer.parseInt(name.substring(1)) : indexOf(name))
                .toArray();
    }

    /** The list with its ranges written out. */
    static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        if (list.equals("none")) {
            return names;
        }
        for (String part : list.split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            if (range.matches()) {
                int last = Integer.parseInt(range.group(3));
                for (int number = Integer.parseInt(range.group(2)); number <= last; number++) {
                    names.add(range.group(1) + number);
                }
            } else {
                names.add(part);
            }
        }
        return names;
    }

    /** The names of seats, as they stand in a scenario. */
    public String names(List<Integer> indexes) {
        List<String> names = indexes.stream()
                .map(seat -> seat >= 0 && seat < seats.size() ? seats.get(seat) : "#" + seat)
                .toList();
        return String.join(",", names);
    }

    private int indexOf(String name) {
        int index = seats.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no seat " + name + " in " + seats);
        }
        return index;
    }

    private void addRow(List<String> words) {
        String name = words.get(0);
        int seatCount = Integer.parseInt(words.get(1).substring(1));
        String category = "std";
        String section = "Stalls";
        int first = 1;
        RowKind kind = RowKind.NUMBERED;
        List<CommandEncoder.Mark> marks = new ArrayList<>();
        for (int i = 2; i < words.size(); i++) {
            switch (words.get(i)) {
                case "in" -> section = words.get(++i);
                case "from" -> first = Integer.parseInt(words.get(++i));
                case "accessible" -> addMarks(marks, words.get(++i), SeatMark.ACCESSIBLE);
                case "companion" -> addMarks(marks, words.get(++i), SeatMark.COMPANION);
                case "general" -> kind = RowKind.GENERAL_ADMISSION;
                default -> category = words.get(i);
            }
        }
        rows.add(new CommandEncoder.Row(
                known(sections, section), known(categories, category), kind, first, seatCount, marks, name));
        for (int number = first; number < first + seatCount; number++) {
            seats.add(name + number);
        }
    }

    private static void addMarks(List<CommandEncoder.Mark> marks, String numbers, SeatMark mark) {
        Arrays.stream(numbers.split(","))
                .forEach(number -> marks.add(new CommandEncoder.Mark(Integer.parseInt(number), mark)));
    }

    private static int known(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }
}
