package io.rushline.engine.slab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordLogTest {
    private static final int FIRST = 0;
    private static final int SECOND = 8;

    /** The last column is more than the chunks that there is room for at first. */
    @ParameterizedTest
    @CsvSource({"1,3,20000", "2,1500,50000", "3,40000,120000"})
    void shouldRememberLikeAQueue(long seed, int most, int steps) {
        Random random = new Random(seed);
        RecordLog log = new RecordLog(16);
        Deque<Long> model = new ArrayDeque<>();
        for (int step = 0; step < steps; step++) {
            String run = "seed " + seed + ", step " + step;
            if (model.size() < most && random.nextInt(100) < 60) {
                long value = random.nextLong();
                long ordinal = log.append();
                assertThat(ordinal).as(run).isEqualTo(log.tail() - 1);
                log.putLong(ordinal, FIRST, value);
                log.putLong(ordinal, SECOND, ~value);
                model.addLast(value);
            } else if (!model.isEmpty()) {
                log.forgetOldest();
                model.removeFirst();
            }
            assertThat(log.count()).as(run).isEqualTo(model.size());
            if (!model.isEmpty()) {
                assertThat(log.longAt(log.head(), FIRST)).as(run).isEqualTo(model.getFirst());
                assertThat(log.longAt(log.tail() - 1, SECOND)).as(run).isEqualTo(~model.getLast());
            }
        }
        long ordinal = log.head();
        for (long value : model) {
            assertThat(log.longAt(ordinal, FIRST)).isEqualTo(value);
            assertThat(log.longAt(ordinal, SECOND)).isEqualTo(~value);
            ordinal++;
        }
        assertThat(ordinal).isEqualTo(log.tail());
    }

    /** All chunks are full when the log has to grow, and the oldest one is not the first of them. */
    @Test
    void shouldKeepEverythingWhenItGrows() {
        RecordLog log = new RecordLog(8);
        for (long value = 0; value < 5_000; value++) {
            log.putLong(log.append(), FIRST, value);
            if (value >= 2_000) {
                log.forgetOldest();
            }
        }
        for (long value = 5_000; value < 60_000; value++) {
            log.putLong(log.append(), FIRST, value);
        }
        assertThat(log.head()).isEqualTo(3_000);
        for (long ordinal = log.head(); ordinal < log.tail(); ordinal++) {
            assertThat(log.longAt(ordinal, FIRST)).isEqualTo(ordinal);
        }
    }

    @Test
    void shouldHaveTheFieldsOfARecordInARow() {
        RecordLog log = new RecordLog(16);
        log.append();
        long ordinal = log.append();
        log.putLong(ordinal, FIRST, 1);
        log.putLong(ordinal, SECOND, 2);
        assertThat(log.chunk(ordinal)[log.start(ordinal)]).isEqualTo(1);
        assertThat(log.chunk(ordinal)[log.start(ordinal) + 1]).isEqualTo(2);
    }
}
