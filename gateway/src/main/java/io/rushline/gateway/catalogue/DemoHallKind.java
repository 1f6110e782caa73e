package io.rushline.gateway.catalogue;

import io.rushline.gateway.catalogue.HallLayout.Area;
import io.rushline.gateway.catalogue.HallLayout.Row;
import io.rushline.gateway.catalogue.HallLayout.Section;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A hall as each of the demo's cinemas has it.
 *
 * @param times when its shows begin, local time; they leave room for films of three hours
 */
record DemoHallKind(String hallName, HallLayout layout, List<LocalTime> times) {
    /** With 2,000 places (960 stalls, 640 in the circle, 100 in boxes, 300 standing), 300 and 80. */
    static final List<DemoHallKind> IN_EACH_CINEMA = List.of(
            new DemoHallKind(
                    "Grand Hall", grand(), List.of(LocalTime.of(13, 0), LocalTime.of(16, 30), LocalTime.of(20, 0))),
            new DemoHallKind(
                    "Main Screen",
                    main(),
                    List.of(LocalTime.of(12, 0), LocalTime.of(15, 15), LocalTime.of(18, 30), LocalTime.of(21, 45))),
            new DemoHallKind(
                    "Studio",
                    studio(),
                    List.of(LocalTime.of(11, 30), LocalTime.of(14, 45), LocalTime.of(18, 0), LocalTime.of(21, 15))));

    private static final long MATINEE_DISCOUNT = 300;

    /** Cents for each category of the layout. */
    List<Long> prices(boolean matinee) {
        return layout.categories().stream()
                .map(category -> price(category) - (matinee ? MATINEE_DISCOUNT : 0))
                .toList();
    }

    private static long price(String category) {
        return switch (category) {
            case "Box" -> 2_999;
            case "Premium" -> 2_199;
            case "Lounge" -> 1_999;
            case "Standard" -> 1_499;
            case "Circle" -> 1_299;
            case "Standing" -> 999;
            default -> throw new IllegalArgumentException("no price for category " + category);
        };
    }

    private static HallLayout grand() {
        List<Row> stalls = new ArrayList<>();
        stalls.addAll(rows("JKIHLGMF", "Premium", 40));
        stalls.addAll(rows("NEODPCQRSTUVW", "Standard", 40));
        // The last row is level with the doors, the first two with the stage's ramp.
        stalls.add(withWheelchairs("X", "Standard", 40, 1, 19, 21, 39));
        stalls.add(withWheelchairs("B", "Standard", 40, 1, 39));
        stalls.add(withWheelchairs("A", "Standard", 40, 1, 39));
        List<Row> circle = rows("ABCDEFGHIJKLMNOP", "Circle", 40);
        List<Row> boxes = rows("EFDGCHBIAJ", "Box", 10);
        return new HallLayout(
                List.of(new Section("Stalls", stalls), new Section("Circle", circle), new Section("Boxes", boxes)),
                List.of(new Area("Floor", "Standing", 300)));
    }

    private static HallLayout main() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows("IHJGK", "Premium", 20));
        rows.addAll(rows("FLEMDNCBA", "Standard", 20));
        rows.add(withWheelchairs("O", "Standard", 20, 1, 19));
        return new HallLayout(List.of(new Section("Main", rows)), List.of());
    }

    private static HallLayout studio() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows("FG", "Lounge", 10));
        rows.addAll(rows("EDCBA", "Standard", 10));
        rows.add(withWheelchairs("H", "Standard", 10, 1, 9));
        return new HallLayout(List.of(new Section("Studio", rows)), List.of());
    }

    /** One row a letter, the best first. */
    private static List<Row> rows(String names, String category, int seats) {
        return names.chars()
                .mapToObj(name -> new Row(String.valueOf((char) name), category, seats))
                .toList();
    }

    /** A row with wheelchair places, each with a companion's seat next to it. */
    private static Row withWheelchairs(String name, String category, int seats, Integer... accessible) {
        List<Integer> places = List.of(accessible);
        return new Row(
                name,
                category,
                seats,
                1,
                places,
                places.stream().map(place -> place + 1).toList());
    }
}
