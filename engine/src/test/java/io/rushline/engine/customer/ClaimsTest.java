package io.rushline.engine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    @Test
    void shouldCountSeatsAndKnowPlacesLikeMaps() {
        long seed = 17;
        Random random = new Random(seed);
        Claims claims = claims(60, random.nextLong());
        Map<List<Integer>, Integer> seats = new HashMap<>();
        Map<List<Integer>, Integer> waiters = new HashMap<>();
        for (int step = 0; step < 30_000; step++) {
            int show = random.nextInt(60);
            int customer = random.nextInt(60);
            List<Integer> pair = List.of(show, customer);
            if (random.nextBoolean()) {
                int change = random.nextInt(5) - Math.min(4, seats.getOrDefault(pair, 0));
                claims.countSeats(show, customer, change);
                seats.merge(pair, change, Integer::sum);
            } else {
                int waiter = random.nextInt(4) - 1;
                claims.waiter(show, customer, waiter);
                waiters.put(pair, waiter);
            }
            String run = "seed " + seed + ", step " + step;
            assertThat(claims.seats(show, customer)).as(run).isEqualTo(seats.getOrDefault(pair, 0));
            assertThat(claims.waiter(show, customer)).as(run).isEqualTo(waiters.getOrDefault(pair, Claims.NONE));
            assertThat(claims.seats(customer, show)).as(run).isEqualTo(seats.getOrDefault(List.of(customer, show), 0));
        }
    }

    /** A claim that says nothing any more leaves nothing to the next in its place. */
    @Test
    void shouldBeginWithNothing() {
        Claims claims = claims(10, 3);
        assertThat(claims.seats(1, 2)).isZero();
        assertThat(claims.waiter(1, 2)).isEqualTo(Claims.NONE);
        claims.countSeats(1, 2, 3);
        claims.waiter(1, 2, 4);
        claims.countSeats(1, 2, -3);
        claims.waiter(1, 2, Claims.NONE);
        claims.waiter(5, 6, 7);
        assertThat(claims.seats(5, 6)).isZero();
        claims.waiter(5, 6, Claims.NONE);
        claims.countSeats(8, 9, 1);
        assertThat(claims.waiter(8, 9)).isEqualTo(Claims.NONE);
    }

    /** Of so many customers, whose numbers count up from 0. */
    private static Claims claims(int customerCount, long hashSeed) {
        Customers customers = new Customers(hashSeed);
        for (int number = 0; number < customerCount; number++) {
            byte[] name = ("customer " + number).getBytes(StandardCharsets.US_ASCII);
            int customer = customers.refer(new CustomerName().read(name, 0, name.length));
            assertThat(customer).isEqualTo(number);
        }
        return new Claims(customers, hashSeed);
    }
}
