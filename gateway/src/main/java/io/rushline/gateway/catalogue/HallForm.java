package io.rushline.gateway.catalogue;

import io.rushline.gateway.catalogue.HallLayout.Area;
import io.rushline.gateway.catalogue.HallLayout.Row;
import io.rushline.gateway.catalogue.HallLayout.Section;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.ProblemException;
import io.rushline.gateway.http.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A hall as an operator sends it. */
public record HallForm(long cinemaId, String name, HallLayout layout) {
    private static final int MAX_HALL_NAME_LENGTH = 100;
    private static final Text ID = Text.ascii(1, 20);
    private static final List<String> LASTING = List.of("cinemaId", "sections", "areas");
    // The layout's own check has better words for all but the type.
    private static final Text ANY = Text.unicode(0, 8192);

    private record Fields(long cinemaId, String name, List<Section> sections, List<Area> areas) {}

    /**
     * Reads a request's body. Whether the cinema exists is not looked up.
     *
     * @throws ProblemException {@code MALFORMED}, listing everything that is wrong
     */
    public static HallForm read(byte[] body) {
        Fields fields = JsonObject.read(body, HallForm::fields);
        try {
            return new HallForm(fields.cinemaId, fields.name, new HallLayout(fields.sections, fields.areas));
        } catch (InvalidHallLayout e) {
            throw Problem.malformed("The layout of the hall is refused")
                    .errors(e.problems())
                    .exception();
        }
    }

    /** The name that a request gives a hall, if any; nothing else of a hall can change. */
    public static Optional<String> readChange(JsonObject json) {
        if (json.isNull("name")) {
            json.error("name", "must not be null; leave it out to keep what is there");
        }
        for (String field : LASTING) {
            if (json.has(field) || json.isNull(field)) {
                json.error(field, "cannot change: seats and cinema of a hall stay what they are");
            }
        }
        return json.has("name") ? Optional.of(name(json)) : Optional.empty();
    }

    private static String name(JsonObject json) {
        String name = json.string("name", ANY);
        if (json.has("name")) {
            TextRule.problem(name, MAX_HALL_NAME_LENGTH).ifPresent(problem -> json.error("name", problem));
        }
        return name;
    }

    private static Fields fields(JsonObject json) {
        String cinemaId = json.string("cinemaId", ID);
        if (!cinemaId.isEmpty() && CatalogueForms.id(cinemaId).isEmpty()) {
            json.error("cinemaId", "is not the id of a cinema");
        }
        String name = name(json);
        List<Section> sections = json.objects(
                "sections",
                0,
                HallLayout.MAX_SECTIONS,
                section -> new Section(
                        section.string("name", ANY), section.objects("rows", 1, HallLayout.MAX_ROWS, HallForm::row)));
        List<Area> areas = json.objects(
                "areas",
                0,
                HallLayout.MAX_SECTIONS,
                area -> new Area(
                        area.string("name", ANY),
                        area.string("category", ANY),
                        area.int32("capacity", 1, HallLayout.MAX_SEATS)));
        return new Fields(CatalogueForms.id(cinemaId).orElse(0), name, sections, areas);
    }

    private static Row row(JsonObject row) {
        return new Row(
                row.string("name", ANY),
                row.string("category", ANY),
                row.int32("seats", 1, HallLayout.MAX_SEATS),
                row.int32("firstNumber", 1, HallLayout.MAX_FIRST_NUMBER, 1),
                numbers(row, "accessible"),
                numbers(row, "companion"));
    }

    private static List<Integer> numbers(JsonObject row, String name) {
        int[] numbers = row.int32s(name, 0, HallLayout.MAX_MARKS, 1, Integer.MAX_VALUE);
        return Arrays.stream(numbers).boxed().toList();
    }
}
