package io.rushline.engine.slab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceIndexTest {
    private static final int SIZE = 2_048;

    private final SequenceIndex index = new SequenceIndex(SIZE, 17);

    /** Many rounds of the ring; what is wanted is kept for as long as it lasts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFindLikeAMap(long seed) {
        Random random = new Random(seed);
        Map<Long, Integer> model = new HashMap<>();
        for (long sequence = 1; sequence <= 20 * SIZE; sequence++) {
            String run = "seed " + seed + ", sequence " + sequence;
            int leaving = index.advance();
            assertThat(leaving).as(run).isEqualTo(model.getOrDefault(index.leaving(), SequenceIndex.NONE));
            if (leaving != SequenceIndex.NONE && random.nextBoolean()) {
                index.keep(leaving);
            } else {
                model.remove(index.leaving());
            }
            if (random.nextInt(3) > 0) {
                put(model, sequence, random.nextInt());
            }
            long any = sequence - random.nextInt(3 * SIZE);
            if (model.containsKey(any) && random.nextBoolean()) {
                put(model, any, random.nextInt(1 << 20));
            } else if (model.remove(any) != null) {
                index.remove(any);
            }
            assertThat(index.find(any)).as(run).isEqualTo(model.getOrDefault(any, SequenceIndex.NONE));
            assertThat(index.find(sequence + 1)).as(run).isEqualTo(SequenceIndex.NONE);
        }
        assertThat(model).isNotEmpty();
        model.forEach((sequence, number) -> assertThat(index.find(sequence)).isEqualTo(number));
        assertThat(index.hasOlder()).isTrue();
    }

    private void put(Map<Long, Integer> model, long sequence, int number) {
        // -1 is no number.
        index.put(sequence, number == SequenceIndex.NONE ? 0 : number);
        model.put(sequence, number == SequenceIndex.NONE ? 0 : number);
    }

    @Test
    void shouldTellWhatIsRecentFromWhatIsNot() {
        index.startAt(10_000);
        assertThat(index.isRecent(10_000)).isTrue();
        assertThat(index.isRecent(10_001)).isFalse();
        assertThat(index.isRecent(10_000 - SIZE + 1)).isTrue();
        assertThat(index.isRecent(10_000 - SIZE)).isFalse();
        assertThat(index.isRecent(Long.MIN_VALUE)).isFalse();
        assertThat(index.isRecent(Long.MAX_VALUE)).isFalse();
        index.put(10_000 - SIZE, 7);
        index.put(10_000 - SIZE + 1, 8);
        assertThat(index.find(10_000 - SIZE)).isEqualTo(7);
        assertThat(index.find(10_000 - SIZE + 1)).isEqualTo(8);
        assertThat(index.hasOlder()).isTrue();
        index.remove(10_000 - SIZE);
        assertThat(index.find(10_000 - SIZE)).isEqualTo(SequenceIndex.NONE);
        assertThat(index.hasOlder()).isFalse();
    }

    @Test
    void shouldRefuseSizesThatAreNoPowerOfTwo() {
        assertThatThrownBy(() -> new SequenceIndex(3_000, 0)).hasMessageContaining("3000");
        assertThatThrownBy(() -> new SequenceIndex(512, 0)).hasMessageContaining("512");
    }
}
