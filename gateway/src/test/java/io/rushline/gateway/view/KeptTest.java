package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Things are their ids here, and their show is the last digit. */
class KeptTest {
    private static final int ENDED_KEPT = 5;
    private static final int SHOWS = 10;
    private static final int IDS = 200;

    private final TreeSet<Long> forgotten = new TreeSet<>();
    private final Kept<Long> kept = new Kept<>(ENDED_KEPT, id -> id % SHOWS, forgotten::add);

    /** A map and a queue of ended ones are the model. */
    @Test
    void shouldKeepWhatLivesAndTheLatestThatEnded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, Long> model = new TreeMap<>();
        Deque<Long> ended = new ArrayDeque<>();
        for (int step = 0; step < 5_000; step++) {
            long id = random.nextInt(IDS);
            forgotten.clear();
            TreeSet<Long> expected = new TreeSet<>();
            int what = random.nextInt(20);
            if (what == 0) {
                long showId = id % SHOWS;
                model.keySet().stream().filter(each -> each % SHOWS == showId).forEach(expected::add);
                kept.forgetShow(showId);
            } else if (what < 12 || !model.containsKey(id) || ended.contains(id)) {
                model.put(id, id);
                ended.remove(id);
                kept.put(id, id);
            } else {
                ended.add(id);
                kept.putEnded(id, id);
                if (ended.size() > ENDED_KEPT) {
                    expected.add(ended.remove());
                }
            }
            model.keySet().removeAll(expected);
            ended.removeAll(expected);

            assertThat(forgotten).as("seed %s, step %s", seed, step).isEqualTo(expected);
            assertThat(kept.size()).as("seed %s, step %s", seed, step).isEqualTo(model.size());
            assertThat(kept.listedCount()).as("seed %s, step %s", seed, step).isEqualTo(model.size());
            assertThat(kept.find(id).isPresent())
                    .as("seed %s, step %s", seed, step)
                    .isEqualTo(model.containsKey(id));
        }
    }
}
