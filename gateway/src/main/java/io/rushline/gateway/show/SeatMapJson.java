package io.rushline.gateway.show;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.gateway.catalogue.SeatNames;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.view.SeatMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A seat map as the API shows it: one letter a seat, row by row, and counts for general admission.
 *
 * <pre>
 *   {"showId":"7","sequence":42, | "sections":[...,"seats":"FFFF",... "free":0}...]}
 *         of the map             |  of the plan ---------^ letters ---------^ a count
 * </pre>
 *
 * <p>All maps of a plan differ in nothing but what their head, the letters and the counts say. The rest is written once for a
 * plan, and a map of it is little more than a copy.
 *
 * <p>Threading: immutable.
 */
final class SeatMapJson {
    /** Of plans whose maps are read, together; others are written anew when somebody asks. */
    private static final long MAX_KEPT_BYTES = 64L << 20;

    /** What a gap takes in memory, roughly. */
    private static final int GAP_BYTES = 32;

    private static final int MAX_COUNT_DIGITS = 10;

    private static final LoadingCache<SeatNames, SeatMapJson> BY_PLAN = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MAX_KEPT_BYTES)
            .weigher((SeatNames names, SeatMapJson json) -> json.plan.length + json.gaps.size() * GAP_BYTES)
            .build(SeatMapJson::new);

    private final byte[] plan;
    private final List<Gap> gaps = new ArrayList<>();
    private final int areaCount;

    /**
     * Where a map says something that the plan does not.
     *
     * @param from where it begins in the plan's text
     * @param to where the plan's text goes on
     * @param row whose letters it takes, or an area whose free places
     */
    private record Gap(int from, int to, SeatNames.Row row) {}

    private SeatMapJson(SeatNames names) {
        List<List<SeatNames.Row>> rowsBySection = new ArrayList<>();
        names.sections().forEach(section -> rowsBySection.add(new ArrayList<>()));
        names.rows().forEach(row -> rowsBySection.get(row.section()).add(row));
        plan = JsonWriter.toBytes(json -> json.objects(
                "sections",
                names.sections().size(),
                (each, section) -> writeSection(each, names, section, rowsBySection.get(section))));
        areaCount =
                (int) gaps.stream().filter(gap -> gap.row().generalAdmission()).count();
    }

    static byte[] render(SeatMap map) {
        return BY_PLAN.get(map.show().plan().names()).fill(map);
    }

    private byte[] fill(SeatMap map) {
        byte[] head = JsonWriter.toBytes(
                json -> json.field("showId", Long.toString(map.show().showId())).field("sequence", map.sequence()));
        byte[] text = Arrays.copyOf(head, head.length + plan.length + areaCount * MAX_COUNT_DIGITS);
        // A comma between the two instead of a brace at the end of one and another at the beginning of the other.
        text[head.length - 1] = ',';
        int at = head.length;
        int read = 1;
        for (Gap gap : gaps) {
            int length = gap.from() - read;
            System.arraycopy(plan, read, text, at, length);
            at = put(map, gap.row(), text, at + length);
            read = gap.to();
        }
        System.arraycopy(plan, read, text, at, plan.length - read);
        int end = at + plan.length - read;
        return end == text.length ? text : Arrays.copyOf(text, end);
    }

    /** Answers where it ends. */
    private static int put(SeatMap map, SeatNames.Row row, byte[] text, int at) {
        if (!row.generalAdmission()) {
            map.letters(row.firstSeat(), row.seatCount(), text, at);
            return at + row.seatCount();
        }
        byte[] count =
                Integer.toString(map.free(row.firstSeat(), row.seatCount())).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(count, 0, text, at, count.length);
        return at + count.length;
    }

    private void writeSection(JsonWriter json, SeatNames names, int section, List<SeatNames.Row> rows) {
        json.field("name", names.sections().get(section));
        json.objects(
                "rows",
                rows.stream().filter(row -> !row.generalAdmission()).toList(),
                (each, row) -> writeRow(each, names, row));
        rows.stream()
                .filter(SeatNames.Row::generalAdmission)
                .findFirst()
                .ifPresent(area -> writeArea(json, names, area));
    }

    private void writeArea(JsonWriter json, SeatNames names, SeatNames.Row area) {
        json.object("generalAdmission", inner -> {
            inner.field("category", names.categories().get(area.category()))
                    .field("capacity", area.seatCount())
                    .field("free", 0);
            int end = inner.lengthBytes();
            gaps.add(new Gap(end - 1, end, area));
        });
    }

    private void writeRow(JsonWriter json, SeatNames names, SeatNames.Row row) {
        json.field("name", row.name())
                .field("category", names.categories().get(row.category()))
                .field("firstNumber", row.firstNumber())
                .field("seats", "F".repeat(row.seatCount()));
        int quote = json.lengthBytes() - 1;
        gaps.add(new Gap(quote - row.seatCount(), quote, row));
        writeMarks(json, names, "accessible", row, SeatMark.ACCESSIBLE);
        writeMarks(json, names, "companion", row, SeatMark.COMPANION);
    }

    private static void writeMarks(JsonWriter json, SeatNames names, String field, SeatNames.Row row, SeatMark mark) {
        int[] numbers = HallRoutes.numbers(names, row, mark);
        if (numbers.length > 0) {
            json.int32s(field, numbers);
        }
    }
}
