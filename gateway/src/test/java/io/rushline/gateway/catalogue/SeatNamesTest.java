package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.gateway.catalogue.HallLayout.Area;
import io.rushline.gateway.catalogue.HallLayout.Row;
import io.rushline.gateway.catalogue.HallLayout.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

final class SeatNamesTest {
    private static final int OFFSET = 24;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(64);

    @Test
    void shouldCountSeatsThroughTheRowsAndNameThem() {
        HallLayout layout = new HallLayout(
                List.of(
                        new Section(
                                "Stalls",
                                List.of(
                                        new Row("A", "Gold", 3, 11, List.of(11), List.of(12)),
                                        new Row("B", "Silver", 2))),
                        new Section("Dress-Circle", List.of(new Row("A", "Gold", 2)))),
                List.of(new Area("Floor", "Standing", 2)));

        int length = layout.encode(buffer, OFFSET, 1, 2, 77, "Hall Ä");
        SeatNames names = SeatNames.decode(buffer, OFFSET);

        assertThat(IntStream.range(0, names.seatCount()).mapToObj(names::seatId))
                .containsExactly(
                        "Stalls-A-11",
                        "Stalls-A-12",
                        "Stalls-A-13",
                        "Stalls-B-1",
                        "Stalls-B-2",
                        "Dress-Circle-A-1",
                        "Dress-Circle-A-2",
                        "Floor-GA-1",
                        "Floor-GA-2");
        assertThat(names.hallName()).isEqualTo("Hall Ä");
        assertThat(names.cinemaId()).isEqualTo(77);
        assertThat(names.categories()).containsExactly("Gold", "Silver", "Standing");
        assertThat(names.sections()).containsExactly("Stalls", "Dress-Circle", "Floor");
        assertThat(names.category("Silver")).isEqualTo(1);
        assertThat(names.section("Floor")).isEqualTo(2);
        assertThat(names.section("floor")).isEqualTo(SeatNames.NONE);
        assertThat(names.mark(0)).isEqualTo(SeatMark.ACCESSIBLE);
        assertThat(names.mark(1)).isEqualTo(SeatMark.COMPANION);
        assertThat(names.mark(2)).isEqualTo(SeatMark.NONE);
        assertThat(names.row(8)).isEqualTo(new SeatNames.Row("GA", 2, 2, true, 7, 2, 1, "Floor-GA-"));

        DefineSeatPlanDecoder message =
                new DefineSeatPlanDecoder().wrapAndApplyHeader(buffer, OFFSET, new MessageHeaderDecoder());
        assertThat(message.requestId().high()).isEqualTo(1);
        assertThat(message.requestId().low()).isEqualTo(2);
        assertThat(length).isEqualTo(MessageHeaderDecoder.ENCODED_LENGTH + message.sbeDecodedLength());
    }

    @Test
    void shouldKnowEachSeatByOneNameOnly() {
        HallLayout layout = new HallLayout(
                List.of(new Section(
                        "S", List.of(new Row("A", "Gold", 12), new Row("B", "Gold", 5, 7, List.of(), List.of())))),
                List.of());
        layout.encode(buffer, OFFSET, 0, 0, 1, "Hall");
        SeatNames names = SeatNames.decode(buffer, OFFSET);

        assertThat(names.seat("S-A-12")).isEqualTo(11);
        assertThat(names.seat("S-B-7")).isEqualTo(12);
        for (String unknown : List.of(
                "",
                "-",
                "--",
                "S",
                "S-A",
                "S-A-",
                "S-A-0",
                "S-A-01",
                "S-A-+1",
                "S-A--1",
                "S-A-13",
                "S-B-6",
                "S-B-12",
                "s-A-1",
                "S-A-1 ",
                " S-A-1",
                "S-A-1-",
                "S-C-1",
                "A-1",
                "S-A-4294967297",
                "S-A-18446744073709551617",
                "S-A-١",
                "S-A-1x")) {
            assertThat(names.seat(unknown)).as("seat <%s>", unknown).isEqualTo(SeatNames.NONE);
        }
    }

    @Test
    void shouldComeBackTheSameWhenEncodedAndDecoded() {
        for (long seed = 1; seed <= 200; seed++) {
            HallLayout layout = randomLayout(new Random(seed));
            layout.encode(buffer, OFFSET, seed, -seed, seed * 31, "Hall " + seed);
            SeatNames names = SeatNames.decode(buffer, OFFSET);

            assertThat(names.seatCount()).as("seed %s", seed).isEqualTo(layout.capacity());
            assertThat(names.categories()).as("seed %s", seed).isEqualTo(layout.categories());
            assertThat(layoutOf(names)).as("seed %s", seed).isEqualTo(layout);
            Set<String> ids = new HashSet<>();
            for (int seat = 0; seat < names.seatCount(); seat++) {
                String id = names.seatId(seat);
                assertThat(ids.add(id)).as("seed %s: two seats %s", seed, id).isTrue();
                assertThat(names.seat(id)).as("seed %s: seat %s", seed, id).isEqualTo(seat);
            }
        }
    }

    @Test
    void shouldNameTheSeatsOfTheLargestHall() {
        List<Row> rows = IntStream.range(0, HallLayout.MAX_ROWS)
                .mapToObj(i -> new Row("R" + i, "Gold", 25))
                .toList();
        new HallLayout(List.of(new Section("S", rows)), List.of()).encode(buffer, OFFSET, 0, 0, 1, "Hall");
        SeatNames names = SeatNames.decode(buffer, OFFSET);

        assertThat(names.seatId(99_999)).isEqualTo("S-R3999-25");
        assertThat(names.seat("S-R3999-25")).isEqualTo(99_999);
    }

    private static HallLayout randomLayout(Random random) {
        List<Section> sections = new ArrayList<>();
        for (int s = random.nextInt(4); s > 0; s--) {
            List<Row> rows = new ArrayList<>();
            for (int r = 1 + random.nextInt(5); r > 0; r--) {
                rows.add(randomRow(random, "R" + r));
            }
            sections.add(new Section(random.nextBoolean() ? "Sec-" + s : "Parkett é " + s, rows));
        }
        List<Area> areas = new ArrayList<>();
        for (int a = (sections.isEmpty() ? 1 : 0) + random.nextInt(3); a > 0; a--) {
            areas.add(new Area("Area " + a, "Cat " + random.nextInt(6), 1 + random.nextInt(30)));
        }
        return new HallLayout(sections, areas);
    }

    private static Row randomRow(Random random, String name) {
        int seats = 1 + random.nextInt(20);
        int firstNumber = 1 + random.nextInt(50);
        List<Integer> numbers = new ArrayList<>(
                IntStream.range(firstNumber, firstNumber + seats).boxed().toList());
        Collections.shuffle(numbers, random);
        int accessible = random.nextInt(seats + 1);
        int companion = random.nextInt(seats - accessible + 1);
        return new Row(
                name,
                "Cat " + random.nextInt(6),
                seats,
                firstNumber,
                numbers.subList(0, accessible).stream().sorted().toList(),
                numbers.subList(accessible, accessible + companion).stream()
                        .sorted()
                        .toList());
    }

    /** The layout, worked out of the names alone. */
    private static HallLayout layoutOf(SeatNames names) {
        List<Section> sections = new ArrayList<>();
        List<Area> areas = new ArrayList<>();
        for (int s = 0; s < names.sections().size(); s++) {
            String name = names.sections().get(s);
            List<Row> rows = new ArrayList<>();
            for (SeatNames.Row row : names.rows()) {
                if (row.section() == s && row.generalAdmission()) {
                    areas.add(new Area(name, names.categories().get(row.category()), row.seatCount()));
                } else if (row.section() == s) {
                    rows.add(new Row(
                            row.name(),
                            names.categories().get(row.category()),
                            row.seatCount(),
                            row.firstNumber(),
                            marked(names, row, SeatMark.ACCESSIBLE),
                            marked(names, row, SeatMark.COMPANION)));
                }
            }
            if (!rows.isEmpty()) {
                sections.add(new Section(name, rows));
            }
        }
        return new HallLayout(sections, areas);
    }

    private static List<Integer> marked(SeatNames names, SeatNames.Row row, SeatMark mark) {
        return IntStream.range(row.firstSeat(), row.firstSeat() + row.seatCount())
                .filter(seat -> names.mark(seat) == mark)
                .map(names::number)
                .boxed()
                .toList();
    }
}
