package io.rushline.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeatSaleTest {
    private static final int SEATS = 500;
    private static final int CROWD = 20;
    private static final long SEED = 7;

    @Test
    void shouldSellEverySeatOnceToCustomersWhoSitTogetherInARow() throws InterruptedException {
        SeatSale sale = new SeatSale(SEATS, SEED);
        BitSet sold = new BitSet();
        Deque<Wish> waiting = new ArrayDeque<>();
        for (int i = 0; i < CROWD; i++) {
            waiting.add(Objects.requireNonNull(sale.next()));
        }
        while (!sale.hasEnded()) {
            Wish wish = waiting.remove();
            assertThat(wish.quantity()).isBetween(1, SeatSale.MAX_PARTY);
            assertThat((wish.endSeat() - 1) / SeatSale.ROW_SEATS).isEqualTo(wish.firstSeat() / SeatSale.ROW_SEATS);
            boolean isFree = sold.get(wish.firstSeat(), wish.endSeat()).isEmpty();
            Wish next;
            if (isFree) {
                sold.set(wish.firstSeat(), wish.endSeat());
                sale.granted(wish);
                sale.booked(wish);
                next = sale.next();
            } else {
                next = sale.refused(wish);
            }
            if (next != null) {
                waiting.add(next);
            }
        }
        sale.await(0);
        assertThat(sold.cardinality()).isEqualTo(SEATS);
        assertThat(sale.refusedCount()).isPositive();
    }

    @Test
    void shouldFailWhenASeatIsGrantedTwice() {
        SeatSale sale = new SeatSale(SEATS, SEED);
        sale.granted(new Wish(1, 10, 3));
        sale.granted(new Wish(2, 12, 2));

        assertThatThrownBy(() -> sale.await(0)).hasMessageContaining("seat 12 was sold twice");
    }

    @Test
    void shouldFailWhenNothingMoreIsSold() {
        SeatSale sale = new SeatSale(SEATS, SEED);
        Wish wish = new Wish(1, 0, 4);
        sale.granted(wish);
        sale.booked(wish);

        assertThatThrownBy(() -> sale.await(0)).hasMessageContaining("4 of 500 seats were sold");
    }
}
