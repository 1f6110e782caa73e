package io.rushline.engine.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.seat.SeatSelection;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bitmaps of a show and the counts beside them, compared with a state for each seat. */
class ShowTest {
    private enum Seat {
        FREE,
        HELD,
        BOOKED,
        BLOCKED
    }

    private static final int SEATS = 80;

    private final SeatPlan plan = Sales.plan(1);
    private final Show show = new Show(5, 6, plan, Sales.terms(), 1_000, Sales.PRICES);
    private final Seat[] model = new Seat[SEATS];

    @Test
    void shouldBeginWithFreeSeatsOnly() {
        fill(Seat.FREE);
        compare("at first");
        assertThat(show.freeCount()).isEqualTo(80);
        assertThat(show.freeOrdinary(BestAvailable.ANY)).isEqualTo(79);
        assertThat(show.freeOrdinary(0)).isEqualTo(69);
        assertThat(show.freeOrdinary(1)).isEqualTo(10);
        // No bits behind the last seat: a search would find them.
        assertThat(show.words()[show.freeWord() + 1]).isEqualTo(0xFFFFL);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldCountWhateverHappensToSeats(long seed) {
        Random random = new Random(seed);
        fill(Seat.FREE);
        for (int step = 0; step < 3_000; step++) {
            change(random.nextInt(SEATS), random.nextBoolean());
            compare("seed " + seed + ", step " + step);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void shouldTakeAllSeatsFromBitmaps(long seed) {
        Random random = new Random(seed);
        fill(Seat.FREE);
        for (int step = 0; step < 500; step++) {
            change(random.nextInt(SEATS), random.nextBoolean());
        }
        int bytes = show.bitmapWords() * Long.BYTES;
        assertThat(bytes).isEqualTo(16);
        UnsafeBuffer bitmaps = new UnsafeBuffer(new byte[5 + 3 * bytes]);
        for (int word = 0; word < 3 * show.bitmapWords(); word++) {
            bitmaps.putLong(5 + word * Long.BYTES, show.words()[show.freeWord() + word]);
        }
        Show other = new Show(7, 8, plan, Sales.terms(), 1_000, Sales.PRICES);
        LoadedSeats.put(other, bitmaps, 5, 5 + bytes, 5 + 2 * bytes);
        compare(other, "seed " + seed);
        assertThat(other.words()).isEqualTo(show.words());
    }

    @Test
    void shouldCountFreeSeatsOfASection() {
        show.hold(0);
        show.hold(1);
        show.hold(69);
        show.hold(70);
        assertThat(show.freeInSection(0, BestAvailable.ANY)).isEqualTo(67);
        assertThat(show.freeInSection(0, 0)).isEqualTo(67);
        assertThat(show.freeInSection(0, 1)).isZero();
        assertThat(show.freeInSection(1, BestAvailable.ANY)).isEqualTo(9);
        assertThat(show.freeInSection(1, 1)).isEqualTo(9);
        assertThat(show.freeInSection(1, 0)).isZero();
    }

    @Test
    void shouldAddThePricesOfSeats() {
        SeatSelection seats = new SeatSelection();
        assertThat(show.total(seats)).isZero();
        seats.add(0);
        seats.add(69);
        seats.add(70);
        assertThat(show.total(seats)).isEqualTo(4_500);
        assertThat(show.price(0)).isEqualTo(1_000);
        assertThat(show.price(1)).isEqualTo(2_500);
    }

    @Test
    void shouldNeverMoveTheSaleToALaterTime() {
        assertThat(show.saleState()).isEqualTo(SaleState.OPEN);
        show.saleState(SaleState.CLOSED);
        show.open(2_000);
        assertThat(show.saleState()).isEqualTo(SaleState.OPEN);
        assertThat(show.onSaleAtMs()).isEqualTo(1_000);
        show.open(999);
        assertThat(show.onSaleAtMs()).isEqualTo(999);
        assertThat(show.isArchived()).isFalse();
        show.saleState(SaleState.ARCHIVED);
        assertThat(show.isArchived()).isTrue();
    }

    @Test
    void shouldKeepItsTerms() {
        assertThat(show.terms()).isEqualTo(Sales.terms());
        assertThat(show.holdMs()).isEqualTo(300_000);
        assertThat(show.graceMs()).isEqualTo(5_000);
        assertThat(show.maxPerHold()).isEqualTo(9);
        assertThat(show.maxPerCustomer()).isEqualTo(4);
        assertThat(show.isFirstFit()).isTrue();
        assertThat(show.id()).isEqualTo(5);
        assertThat(show.slot()).isEqualTo(6);
    }

    private void fill(Seat state) {
        Arrays.fill(model, state);
    }

    private void change(int seat, boolean forward) {
        switch (model[seat]) {
            case FREE -> {
                if (forward) {
                    show.hold(seat);
                } else {
                    show.block(seat);
                }
                model[seat] = forward ? Seat.HELD : Seat.BLOCKED;
            }
            case HELD -> {
                if (forward) {
                    show.book(seat);
                } else {
                    show.release(seat);
                }
                model[seat] = forward ? Seat.BOOKED : Seat.FREE;
            }
            case BOOKED -> {
                show.unbook(seat);
                model[seat] = Seat.FREE;
            }
            case BLOCKED -> {
                show.unblock(seat);
                model[seat] = Seat.FREE;
            }
        }
    }

    private void compare(String run) {
        compare(show, run);
    }

    private void compare(Show actual, String run) {
        for (int seat = 0; seat < SEATS; seat++) {
            assertThat(state(actual, seat)).as("%s, seat %d", run, seat).isEqualTo(model[seat]);
        }
        assertThat(actual.freeCount()).as(run).isEqualTo(count(Seat.FREE, any -> true));
        assertThat(actual.heldCount()).as(run).isEqualTo(count(Seat.HELD, any -> true));
        for (int category = BestAvailable.ANY; category < 2; category++) {
            int wanted = category;
            IntPredicate counts =
                    seat -> plan.isOrdinary(seat) && (wanted == BestAvailable.ANY || plan.category(seat) == wanted);
            int free = count(Seat.FREE, counts);
            assertThat(actual.freeOrdinary(category)).as(run).isEqualTo(free);
            assertThat(actual.obtainable(category)).as(run).isEqualTo(free + count(Seat.HELD, counts));
        }
    }

    private static Seat state(Show show, int seat) {
        assertThat(show.isFree(seat) ? 1 : 0)
                .isEqualTo(1
                        - (show.isHeld(seat) ? 1 : 0)
                        - (show.isBooked(seat) ? 1 : 0)
                        - (show.isBlocked(seat) ? 1 : 0));
        if (show.isFree(seat)) {
            return Seat.FREE;
        }
        return show.isHeld(seat) ? Seat.HELD : show.isBooked(seat) ? Seat.BOOKED : Seat.BLOCKED;
    }

    private int count(Seat state, IntPredicate counts) {
        int count = 0;
        for (int seat = 0; seat < SEATS; seat++) {
            count += model[seat] == state && counts.test(seat) ? 1 : 0;
        }
        return count;
    }
}
