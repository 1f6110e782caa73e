package io.rushline.engine.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rushline.engine.seat.SeatSelection;
import org.junit.jupiter.api.Test;

class HoldsTest {
    private final SeatSelection seats = new SeatSelection();

    @Test
    void shouldForgetTheOldestEndedFirst() {
        Holds holds = new Holds(10, 2);
        int[] slots = new int[5];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = holds.add(i + 1, 0, 0, 100, 0, seats);
        }
        assertThat(holds.end(slots[3], Holds.RELEASED)).isEqualTo(Holds.NONE);
        assertThat(holds.end(slots[0], Holds.EXPIRED)).isEqualTo(Holds.NONE);
        assertThat(holds.end(slots[2], Holds.RELEASED)).isEqualTo(slots[3]);
        holds.forget(slots[3]);
        assertThat(holds.find(4)).isEqualTo(Holds.NONE);
        // A late booking takes it out of the row of those to be forgotten.
        holds.book(slots[0], 77, true);
        assertThat(holds.end(slots[1], Holds.RELEASED)).isEqualTo(Holds.NONE);
        assertThat(holds.end(slots[4], Holds.RELEASED)).isEqualTo(slots[2]);
        assertThat(holds.findBooking(77)).isEqualTo(slots[0]);
        assertThat(holds.isLate(slots[0])).isTrue();
    }

    @Test
    void shouldForgetABookingByBothItsIds() {
        Holds holds = new Holds(10, 1);
        int first = holds.add(1, 0, 0, 100, 0, seats);
        holds.book(first, 77, false);
        int second = holds.add(2, 0, 0, 100, 0, seats);
        holds.end(first, Holds.CANCELLED);
        assertThat(holds.findBooking(77)).isEqualTo(first);
        assertThat(holds.end(second, Holds.RELEASED)).isEqualTo(first);
        holds.forget(first);
        assertThat(holds.find(1)).isEqualTo(Holds.NONE);
        assertThat(holds.findBooking(77)).isEqualTo(Holds.NONE);
    }

    @Test
    void shouldCountOnlyWhatHasNotEnded() {
        Holds holds = new Holds(2, 5);
        int first = holds.add(1, 0, 0, 100, 0, seats);
        assertThat(holds.isFull(0)).isFalse();
        assertThat(holds.isFull(1)).isTrue();
        holds.add(2, 0, 0, 100, 0, seats);
        assertThat(holds.isFull(0)).isTrue();
        holds.end(first, Holds.RELEASED);
        assertThat(holds.count()).isEqualTo(1);
        assertThat(holds.isFull(0)).isFalse();
    }

    /** The reply to a command that ends a hold still speaks of it. */
    @Test
    void shouldRefuseToRememberNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Holds(10, 0));
    }
}
