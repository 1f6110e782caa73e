package io.rushline.engine.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rushline.engine.seat.SeatPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowIndexTest {
    private static final SeatPlan PLAN = Sales.plan(1);

    /** Twenty times as many shows as there are buckets at first, more than the pages that are there at first. */
    @ParameterizedTest
    @ValueSource(longs = {0, 77})
    void shouldFindEachShowWhileItGrows(long seed) {
        int count = 20_000;
        ShowIndex index = new ShowIndex(seed);
        List<Show> shows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Show show = show(i * 3L);
            index.add(show);
            shows.add(show);
            assertThat(index.size()).isEqualTo(i + 1);
            assertThat(index.find(show.id())).isSameAs(show);
            assertThat(index.find(shows.get(i / 2).id())).isSameAs(shows.get(i / 2));
            assertThat(index.find(show.id() + 1)).isNull();
        }
        for (Show show : shows) {
            assertThat(index.find(show.id())).isSameAs(show);
        }
    }

    @Test
    void shouldFindLikeAMap() {
        long seed = 23;
        Random random = new Random(seed);
        ShowIndex index = new ShowIndex(random.nextLong());
        Map<Long, Show> model = new HashMap<>();
        List<Long> ids = new ArrayList<>();
        for (int step = 0; step < 40_000; step++) {
            String run = "seed " + seed + ", step " + step;
            // Waves, so that it fills and empties.
            if (ids.isEmpty() || random.nextInt(100) < (step / 10_000 % 2 == 0 ? 75 : 25)) {
                Show show = show(step + (random.nextBoolean() ? 1L << 40 : 0));
                index.add(show);
                model.put(show.id(), show);
                ids.add(show.id());
            } else {
                int place = random.nextInt(ids.size());
                long id = ids.get(place);
                ids.set(place, ids.get(ids.size() - 1));
                ids.remove(ids.size() - 1);
                Show show = model.remove(id);
                if (show == null) {
                    throw new AssertionError(run);
                }
                index.remove(show);
            }
            long asked = random.nextInt(step + 1) + (random.nextBoolean() ? 1L << 40 : 0);
            assertThat(index.find(asked)).as(run).isSameAs(model.get(asked));
            assertThat(index.size()).as(run).isEqualTo(model.size());
        }
        model.forEach((id, show) -> assertThat(index.find(id)).isSameAs(show));
    }

    @Test
    void shouldRefuseToRemoveWhatIsNotThere() {
        ShowIndex index = new ShowIndex(5);
        index.add(show(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> index.remove(show(2)))
                .withMessage("show 2 is not in the index");
        assertThatIllegalStateException().isThrownBy(() -> index.remove(show(1)));
    }

    private static Show show(long id) {
        return new Show(id, 0, PLAN, Sales.terms(), 0, Sales.PRICES);
    }
}
