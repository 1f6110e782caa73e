package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rushline.gateway.catalogue.HallLayout.Area;
import io.rushline.gateway.catalogue.HallLayout.Row;
import io.rushline.gateway.catalogue.HallLayout.Section;
import io.rushline.gateway.http.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HallLayoutTest {
    @Test
    void shouldCountSeatsAndCategoriesInOrderOfAppearance() {
        HallLayout layout = new HallLayout(
                List.of(
                        section("Stalls", row("A", "Gold", 10), row("B", "Silver", 12)),
                        section("Balcony", row("A", "Gold", 8))),
                List.of(new Area("Floor", "Standing", 500), new Area("Pit", "Silver", 5)));

        assertThat(layout.capacity()).isEqualTo(535);
        assertThat(layout.categories()).containsExactly("Gold", "Silver", "Standing");
    }

    @Test
    void shouldRefuseHallWhenItIsEmpty() {
        assertThat(problems(List.of(), List.of()))
                .containsExactly(new FieldError("sections", "must have a section when there are no areas"));
        assertThat(problems(List.of(section("Stalls")), List.of()))
                .containsExactly(new FieldError("sections[0].rows", "must have at least one row"));
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnce() {
        List<Section> sections = List.of(
                section("Stalls", row("A-1", "Gold", 10), row("B", "", 0), row("B", " Gold", 4)),
                section("Stalls", new Row("C", "Gold", 5, 0, List.of(), List.of())));
        List<Area> areas = List.of(new Area("Stalls", "Gold", -1));

        assertThat(problems(sections, areas))
                .containsExactly(
                        new FieldError(
                                "sections[0].rows[0].name",
                                "must not contain a hyphen, which parts a seat's name: A-1"),
                        new FieldError("sections[0].rows[1].category", "must not be empty"),
                        new FieldError("sections[0].rows[1].seats", "must be from 1 to 100000, not 0"),
                        new FieldError("sections[0].rows[2].name", "is given twice in section Stalls: B"),
                        new FieldError("sections[0].rows[2].category", "must not begin or end with a space"),
                        new FieldError("sections[1].name", "is given twice: Stalls"),
                        new FieldError("sections[1].rows[0].firstNumber", "must be from 1 to 100000, not 0"),
                        new FieldError("areas[0].name", "is given twice: Stalls"),
                        new FieldError("areas[0].capacity", "must be from 1 to 100000, not -1"));
    }

    @Test
    void shouldRefuseMarksWhenTheyAreNotOnTheRowOrTwice() {
        Row row = new Row("A", "Gold", 4, 11, List.of(11, 10, 15, 14), List.of(14, 12, 12));

        assertThat(problems(List.of(section("S", row)), List.of()))
                .containsExactly(
                        new FieldError(
                                "sections[0].rows[0].accessible", "has no seat 10: the row's seats are 11 to 14"),
                        new FieldError(
                                "sections[0].rows[0].accessible", "has no seat 15: the row's seats are 11 to 14"),
                        new FieldError("sections[0].rows[0].companion", "has seat 14, which is marked already"),
                        new FieldError("sections[0].rows[0].companion", "has seat 12, which is marked already"));
    }

    @Test
    void shouldRefuseNamesWhenTheyCannotBeSeenOrStored() {
        for (String name : List.of("", " A", "A ", "A\n", "A\u0000B", "\uD800", "x".repeat(65), "\u00a0A")) {
            assertThat(problems(List.of(section(name, row("A", "Gold", 1))), List.of()))
                    .as("name <%s>", name)
                    .extracting(FieldError::field)
                    .containsExactly("sections[0].name");
        }
        assertThat(problems(List.of(section("Élysée-Süd 😀", row("Ä", "Gold", 1))), List.of()))
                .isEmpty();
    }

    @Test
    void shouldAcceptLargestAndRefuseLargerHalls() {
        assertThat(problems(sections(256, 1, 1), List.of())).isEmpty();
        assertThat(problems(sections(256, 1, 1), List.of(new Area("Floor", "Gold", 1))))
                .containsExactly(new FieldError("sections", "must be, with the areas, at most 256, not 257"));
        assertThat(problems(sections(1, 4000, 25), List.of())).isEmpty();
        assertThat(problems(sections(1, 4001, 1), List.of()))
                .containsExactly(new FieldError("sections", "must have at most 4000 rows in all, not 4001"));
        assertThat(problems(sections(2, 1, 50_000), List.of(new Area("Floor", "Gold", 1))))
                .containsExactly(new FieldError(
                        "sections", "must have, with the areas, at most 100000 seats in all, not 100001"));
        assertThat(problems(sections(1, 3_000, 100_000), List.of()))
                .containsExactly(new FieldError(
                        "sections", "must have, with the areas, at most 100000 seats in all, not 300000000"));
        assertThat(problems(List.of(section("S", rows(64))), List.of())).isEmpty();
        assertThat(problems(List.of(section("S", rows(65))), List.of()))
                .containsExactly(new FieldError("sections", "must have at most 64 different categories, not 65"));
    }

    @Test
    void shouldBoundTheListOfProblems() {
        assertThat(problems(sections(200, 20, 0), List.of())).hasSize(50);
        List<Integer> numbers = IntStream.range(0, 20_000).boxed().toList();
        Row row = new Row("A", "Gold", 100_000, 1, numbers, List.of());
        assertThat(problems(List.of(section("S", row)), List.of()))
                .containsExactly(new FieldError(
                        "sections[0].rows[0].accessible", "must be, with companion, at most 10000 numbers"));
    }

    @Test
    void shouldSayWhatIsWrongInTheMessage() {
        assertThatThrownBy(() -> new HallLayout(List.of(), List.of()))
                .isInstanceOf(InvalidHallLayout.class)
                .hasMessageContaining("must have a section");
    }

    private static List<FieldError> problems(List<Section> sections, List<Area> areas) {
        InvalidHallLayout refusal =
                catchThrowableOfType(InvalidHallLayout.class, () -> new HallLayout(sections, areas));
        return refusal == null ? List.of() : refusal.problems();
    }

    private static List<Section> sections(int count, int rowCount, int seats) {
        List<Section> sections = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            List<Row> rows = new ArrayList<>();
            for (int r = 0; r < rowCount; r++) {
                rows.add(row("R" + r, "Gold", seats));
            }
            sections.add(new Section("S" + s, rows));
        }
        return sections;
    }

    private static Row[] rows(int categories) {
        return IntStream.range(0, categories)
                .mapToObj(i -> row("R" + i, "C" + i, 1))
                .toArray(Row[]::new);
    }

    private static Section section(String name, Row... rows) {
        return new Section(name, List.of(rows));
    }

    private static Row row(String name, String category, int seats) {
        return new Row(name, category, seats);
    }
}
