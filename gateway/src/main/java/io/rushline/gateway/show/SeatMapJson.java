package io.rushline.gateway.show;

import io.rushline.engine.protocol.SeatMark;
import io.rushline.gateway.catalogue.SeatNames;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.view.SeatMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A seat map as the API shows it: one letter a seat, row by row, and counts for general admission. */
final class SeatMapJson {
    private final SeatMap map;
    private final SeatNames names;

    private SeatMapJson(SeatMap map) {
        this.map = map;
        this.names = map.show().plan().names();
    }

    static byte[] render(SeatMap map) {
        return new SeatMapJson(map).render();
    }

    private byte[] render() {
        List<List<SeatNames.Row>> rowsBySection = new ArrayList<>();
        names.sections().forEach(section -> rowsBySection.add(new ArrayList<>()));
        names.rows().forEach(row -> rowsBySection.get(row.section()).add(row));
        List<Integer> sections =
                IntStream.range(0, names.sections().size()).boxed().toList();
        return JsonWriter.toBytes(json -> json.field(
                        "showId", Long.toString(map.show().showId()))
                .field("sequence", map.sequence())
                .objects(
                        "sections",
                        sections,
                        (each, section) ->
                                writeSection(each, names.sections().get(section), rowsBySection.get(section))));
    }

    private void writeSection(JsonWriter json, String name, List<SeatNames.Row> rows) {
        json.field("name", name);
        json.objects(
                "rows", rows.stream().filter(row -> !row.generalAdmission()).toList(), this::writeRow);
        rows.stream()
                .filter(SeatNames.Row::generalAdmission)
                .findFirst()
                .ifPresent(area -> json.object(
                        "generalAdmission",
                        inner -> inner.field("category", names.categories().get(area.category()))
                                .field("capacity", area.seatCount())
                                .field("free", map.free(area.firstSeat(), area.seatCount()))));
    }

    private void writeRow(JsonWriter json, SeatNames.Row row) {
        json.field("name", row.name())
                .field("category", names.categories().get(row.category()))
                .field("firstNumber", row.firstNumber())
                .field("seats", map.letters(row.firstSeat(), row.seatCount()));
        writeMarks(json, "accessible", row, SeatMark.ACCESSIBLE);
        writeMarks(json, "companion", row, SeatMark.COMPANION);
    }

    private void writeMarks(JsonWriter json, String field, SeatNames.Row row, SeatMark mark) {
        int[] numbers = HallRoutes.numbers(names, row, mark);
        if (numbers.length > 0) {
            json.int32s(field, numbers);
        }
    }
}
