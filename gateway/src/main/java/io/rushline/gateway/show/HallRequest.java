package io.rushline.gateway.show;

import io.rushline.gateway.catalogue.HallLayout;
import io.rushline.gateway.catalogue.InvalidHallLayout;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.Text;
import java.util.Arrays;
import java.util.List;

/** The body of {@code POST /halls}. */
record HallRequest(long cinemaId, String name, HallLayout layout) {
    static final Text ID = Text.ascii(1, 19);
    private static final Text NAME = Text.unicode(1, 100);
    private static final int MAX_NUMBER = HallLayout.MAX_FIRST_NUMBER + HallLayout.MAX_SEATS;

    static HallRequest read(JsonObject json) {
        long cinemaId = id(json, "cinemaId");
        String name = json.string("name", NAME);
        List<HallLayout.Section> sections =
                json.objects("sections", 0, HallLayout.MAX_SECTIONS, HallRequest::readSection);
        List<HallLayout.Area> areas = json.objects("areas", 0, HallLayout.MAX_SECTIONS, HallRequest::readArea);
        return new HallRequest(cinemaId, name, layout(json, sections, areas));
    }

    /** An id in a body: a string of digits, since ids are strings outside. */
    static long id(JsonObject json, String field) {
        String text = json.string(field, ID);
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(text);
        }
        if (json.has(field)) {
            json.error(field, "must be an id as it was given out, a string of digits");
        }
        return 0;
    }

    private static HallLayout layout(JsonObject json, List<HallLayout.Section> sections, List<HallLayout.Area> areas) {
        try {
            return new HallLayout(sections, areas);
        } catch (InvalidHallLayout e) {
            e.problems().forEach(problem -> json.error(problem.field(), problem.message()));
            // A stand-in that is valid; the errors refuse the request.
            return new HallLayout(List.of(), List.of(new HallLayout.Area("A", "A", 1)));
        }
    }

    private static HallLayout.Section readSection(JsonObject json) {
        return new HallLayout.Section(
                json.string("name", NAME), json.objects("rows", 1, HallLayout.MAX_ROWS, HallRequest::readRow));
    }

    private static HallLayout.Row readRow(JsonObject json) {
        return new HallLayout.Row(
                json.string("name", NAME),
                json.string("category", NAME),
                json.int32("seats", 1, HallLayout.MAX_SEATS),
                json.int32("firstNumber", 0, HallLayout.MAX_FIRST_NUMBER, 1),
                numbers(json, "accessible"),
                numbers(json, "companion"));
    }

    private static List<Integer> numbers(JsonObject json, String field) {
        return Arrays.stream(json.int32s(field, 0, HallLayout.MAX_MARKS, 0, MAX_NUMBER))
                .boxed()
                .toList();
    }

    private static HallLayout.Area readArea(JsonObject json) {
        return new HallLayout.Area(
                json.string("name", NAME),
                json.string("category", NAME),
                json.int32("capacity", 1, HallLayout.MAX_SEATS));
    }
}
