package io.rushline.engine.slab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlabTest {
    @Test
    void shouldKeepRecordsApartAndUseFreedSlotsAgain() {
        long seed = 11;
        Random random = new Random(seed);
        Slab slab = new Slab(24);
        Map<Integer, Long> model = new HashMap<>();
        List<Integer> slots = new ArrayList<>();
        int most = 0;
        for (long step = 1; step <= 60_000; step++) {
            if (random.nextInt(100) < (step < 20_000 ? 75 : 50) && model.size() < 10_000) {
                int slot = slab.allocate();
                assertThat(model.put(slot, step))
                        .as("seed %d, step %d", seed, step)
                        .isNull();
                slots.add(slot);
                slab.putLong(slot, 0, step);
                slab.putInt(slot, 8, (int) step);
                slab.putInt(slot, 20, (int) -step);
                most = Math.max(most, model.size());
            } else if (!slots.isEmpty()) {
                int index = random.nextInt(slots.size());
                int slot = slots.get(index);
                slots.set(index, slots.get(slots.size() - 1));
                slots.remove(slots.size() - 1);
                slab.free(slot);
                model.remove(slot);
            }
        }
        assertThat(slab.liveCount()).isEqualTo(model.size());
        // More than one chunk, and no more slots than were ever in use at once.
        assertThat(most).isGreaterThan(2 * 1_024);
        assertThat(slots).allMatch(slot -> slot < 10_000);
        model.forEach((slot, step) -> {
            assertThat(slab.longAt(slot, 0)).isEqualTo(step);
            assertThat(slab.intAt(slot, 8)).isEqualTo(step.intValue());
            assertThat(slab.intAt(slot, 20)).isEqualTo((int) -step);
            assertThat(slab.chunk(slot)[slab.start(slot) + 1])
                    .isEqualTo(Slab.word(step.intValue(), slab.intAt(slot, 12)));
        });
    }

    @Test
    void shouldRefuseRecordsOfOddLengths() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slab(12));
        assertThatIllegalArgumentException().isThrownBy(() -> new Slab(0));
    }
}
