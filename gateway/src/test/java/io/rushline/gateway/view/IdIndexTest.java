package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdIndexTest {
    private static final int CHANGES = 300_000;

    @Test
    void shouldKnowWhatAMapKnowsWhenIdsRiseAndOldOnesStay() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        IdIndex index = new IdIndex();
        Map<Long, Long> expected = new HashMap<>();
        long newest = random.nextInt(1_000_000);
        for (int i = 0; i < CHANGES; i++) {
            newest += random.nextInt(3);
            long id = 1 + newest - (random.nextInt(8) == 0 ? random.nextInt(50_000) : random.nextInt(20));
            if (id > 0 && random.nextInt(5) < 3) {
                index.put(id, i);
                expected.put(id, (long) i);
            } else {
                index.remove(id);
                expected.remove(id);
            }
            assertThat(index.find(id)).as("seed %d, id %d", seed, id).isEqualTo(expected.getOrDefault(id, -1L));
        }
        expected.forEach((id, number) ->
                assertThat(index.find(id)).as("seed %d, id %d", seed, id).isEqualTo(number));
        expected.keySet().forEach(index::remove);
        for (long id = newest - CHANGES; id <= newest; id++) {
            assertThat(index.find(id)).as("seed %d, id %d", seed, id).isEqualTo(IdIndex.MISSING);
        }
    }
}
