package io.rushline.engine.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.seat.SeatPlans.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatSelectionTest {
    /** Seats 0 to 4, 5 to 9, and places 10 to 14 of an area. */
    private final SeatPlan plan =
            SeatPlans.plan(1, 1, List.of(Row.of(5), Row.of(5), new Row(0, 0, true, 1, 5, List.of())));

    @Test
    void shouldKeepSeatsAscending() {
        SeatSelection seats = selection(7, 3, 9, 1, 8, 0, 2, 4, 6, 5);
        assertThat(seats.count()).isEqualTo(SeatSelection.MAX_SEATS);
        for (int i = 0; i < seats.count(); i++) {
            assertThat(seats.seat(i)).isEqualTo(i);
        }
        assertThat(seats.contains(0)).isTrue();
        assertThat(seats.contains(9)).isTrue();
        assertThat(seats.contains(10)).isFalse();
        seats.clear();
        assertThat(seats.count()).isZero();
        assertThat(seats.contains(0)).isFalse();
    }

    @Test
    void shouldTellNeighboursInOneRow() {
        assertThat(selection(2, 3, 4).isAdjacent(plan)).isTrue();
        assertThat(selection(2, 4).isAdjacent(plan)).isFalse();
        assertThat(selection(4, 5).isAdjacent(plan)).isFalse();
        assertThat(selection(4).isAdjacent(plan)).isTrue();
        assertThat(selection().isAdjacent(plan)).isTrue();
    }

    @Test
    void shouldCallAllPlacesOfAnAreaNeighbours() {
        assertThat(selection(10, 12, 14).isAdjacent(plan)).isTrue();
        assertThat(selection(9, 10).isAdjacent(plan)).isFalse();
    }

    private static SeatSelection selection(int... seats) {
        SeatSelection selection = new SeatSelection();
        for (int seat : seats) {
            selection.add(seat);
        }
        return selection;
    }
}
