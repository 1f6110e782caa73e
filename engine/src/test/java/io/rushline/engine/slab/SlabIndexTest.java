package io.rushline.engine.slab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlabIndexTest {
    private static final int KEY = 0;
    private static final int NEXT = 8;

    /** Few keys make records that share one, many make the index grow through several pages. */
    @ParameterizedTest
    @CsvSource({"1,40", "2,3000", "3,1000000000"})
    void shouldFindLikeAMap(long seed, int keys) {
        Random random = new Random(seed);
        Slab slab = new Slab(16);
        SlabIndex index = new SlabIndex(slab, KEY, NEXT, random.nextLong());
        Map<Long, Set<Integer>> model = new HashMap<>();
        List<Integer> slots = new ArrayList<>();
        for (int step = 0; step < 60_000; step++) {
            String run = "seed " + seed + ", step " + step;
            // Waves, so that it fills and empties.
            if (slots.isEmpty() || random.nextInt(100) < (step / 20_000 % 2 == 0 ? 70 : 30)) {
                long key = random.nextInt(keys) * (random.nextBoolean() ? 1 : 1L << 33);
                int slot = slab.allocate();
                slab.putLong(slot, KEY, key);
                index.add(slot);
                model.computeIfAbsent(key, any -> new TreeSet<>()).add(slot);
                slots.add(slot);
            } else {
                int slot = slots.remove(random.nextInt(slots.size()));
                long key = slab.longAt(slot, KEY);
                index.remove(slot);
                slab.free(slot);
                Set<Integer> same = model.get(key);
                if (same == null || !same.remove(slot)) {
                    throw new AssertionError(run);
                }
            }
            long asked = random.nextInt(keys);
            assertThat(found(index, asked)).as(run).isEqualTo(model.getOrDefault(asked, new TreeSet<>()));
        }
        model.forEach((key, expected) -> assertThat(found(index, key)).isEqualTo(expected));
    }

    private static Set<Integer> found(SlabIndex index, long key) {
        Set<Integer> slots = new TreeSet<>();
        for (int slot = index.find(key); slot != Slab.NONE; slot = index.findNext(slot)) {
            slots.add(slot);
        }
        return slots;
    }
}
