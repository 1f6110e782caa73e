package io.rushline.engine.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines and those who wait in them, compared with lists. */
class WaitersTest {
    private static final int CATEGORIES = 2;

    private record Party(int slot, long id, int show, int customer, int quantity, int category, long expiresAtMs) {
        boolean wishes(int wishedCategory, int wishedQuantity) {
            return category == wishedCategory && quantity == wishedQuantity;
        }
    }

    private final Waiters waiters = new Waiters(5);

    @Test
    void shouldKeepTheOrderOfEachLine() {
        long seed = 41;
        Random random = new Random(seed);
        Line[] lines = {waiters.openLine(CATEGORIES), waiters.openLine(CATEGORIES)};
        Map<Line, List<Party>> model = new HashMap<>();
        for (Line line : lines) {
            model.put(line, new ArrayList<>());
        }
        for (int step = 1; step <= 4_000; step++) {
            int show = random.nextInt(2);
            Line line = lines[show];
            List<Party> parties = model.getOrDefault(line, List.of());
            // Waves, so that lines empty and fill again.
            if (parties.isEmpty() || random.nextInt(100) < (step / 500 % 2 == 0 ? 65 : 35)) {
                parties.add(join(line, step, show, random));
            } else {
                Party party = parties.remove(random.nextInt(parties.size()));
                waiters.remove(line, party.slot());
                assertThat(waiters.find(party.id())).isEqualTo(Waiters.NONE);
            }
            compare(line, parties, "seed " + seed + ", step " + step);
            assertThat(waiters.count())
                    .isEqualTo(model.values().stream().mapToInt(List::size).sum());
        }
    }

    @Test
    void shouldUseAnEmptyLineAgainWhateverTheCategories() {
        Line line = waiters.openLine(1);
        int waiter = waiters.join(line, 1, 0, 0, 3, 0, 100);
        waiters.remove(line, waiter);
        waiters.closeLine(line);
        Line again = waiters.openLine(64);
        assertThat(again).isSameAs(line);
        assertThat(waiters.openLine(1)).isNotSameAs(line);
        assertThat(again.head()).isEqualTo(Waiters.NONE);
        assertThat(again.length()).isZero();
        for (int category = -1; category < 64; category++) {
            assertThat(again.quantities(category)).isZero();
            for (int quantity = 1; quantity <= 10; quantity++) {
                assertThat(again.head(category, quantity)).isEqualTo(Waiters.NONE);
            }
        }
        int last = waiters.join(again, 2, 0, 0, 10, 63, 100);
        assertThat(again.head(63, 10)).isEqualTo(last);
        assertThat(again.quantities(63)).isEqualTo(1 << 10);
    }

    @Test
    void shouldKeepTheTimerOfEach() {
        Line line = waiters.openLine(1);
        int one = waiters.join(line, 1, 0, 0, 1, 0, 100);
        int other = waiters.join(line, 2, 0, 0, 1, 0, 100);
        waiters.timer(one, 7);
        waiters.timer(other, 8);
        assertThat(waiters.timer(one)).isEqualTo(7);
        assertThat(waiters.timer(other)).isEqualTo(8);
    }

    private Party join(Line line, int step, int show, Random random) {
        int quantity = 1 + random.nextInt(10);
        int category = random.nextInt(CATEGORIES + 1) - 1;
        int customer = random.nextInt(1_000);
        int slot = waiters.join(line, step, show, customer, quantity, category, step + 100L);
        return new Party(slot, step, show, customer, quantity, category, step + 100L);
    }

    private void compare(Line line, List<Party> parties, String run) {
        assertThat(line.length()).as(run).isEqualTo(parties.size());
        List<Party> actual = new ArrayList<>();
        for (int slot = line.head(); slot != Waiters.NONE; slot = waiters.next(slot)) {
            assertThat(actual).as(run).hasSizeLessThan(parties.size());
            assertThat(waiters.find(waiters.id(slot))).as(run).isEqualTo(slot);
            actual.add(new Party(
                    slot,
                    waiters.id(slot),
                    waiters.show(slot),
                    waiters.customer(slot),
                    waiters.quantity(slot),
                    waiters.category(slot),
                    waiters.expiresAtMs(slot)));
        }
        assertThat(actual).as(run).isEqualTo(parties);
        for (int category = -1; category < CATEGORIES; category++) {
            int quantities = 0;
            for (int quantity = 1; quantity <= 10; quantity++) {
                int wishedCategory = category;
                int wishedQuantity = quantity;
                int first = parties.stream()
                        .filter(party -> party.wishes(wishedCategory, wishedQuantity))
                        .mapToInt(Party::slot)
                        .findFirst()
                        .orElse(Waiters.NONE);
                assertThat(line.head(category, quantity)).as(run).isEqualTo(first);
                quantities |= first == Waiters.NONE ? 0 : 1 << quantity;
            }
            assertThat(line.quantities(category)).as(run).isEqualTo(quantities);
        }
    }
}
