package io.rushline.engine.slab;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.hash.Fingerprint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogIndexTest {
    private static final int KEY = 0;
    private static final int SECOND_KEY = 8;

    private record Key(long first, long second) {
        long hash() {
            return Fingerprint.mix(Fingerprint.mix(first) ^ second);
        }
    }

    private final RecordLog log = new RecordLog(16);
    private final LogIndex index = new LogIndex(log, KEY, SECOND_KEY);

    /** So many records, some of them more than one table takes, in waves that let a table be forgotten. */
    @ParameterizedTest
    @CsvSource({"1,10,20000,0", "2,9000,60000,9000", "3,40000,150000,0", "4,40000,150000,10000"})
    void shouldFindLikeAMap(long seed, int most, int steps, int expected) {
        index.expect(expected);
        Random random = new Random(seed);
        Map<Key, Long> model = new HashMap<>();
        Deque<Key> order = new ArrayDeque<>();
        for (int step = 0; step < steps; step++) {
            String run = "seed " + seed + ", step " + step;
            boolean fills = step / (steps / 4) % 2 == 0;
            if (order.size() < most && random.nextInt(100) < (fills ? 90 : 30)) {
                // The same first key now and then, as of one customer.
                Key key = new Key(random.nextInt(50), random.nextLong());
                model.put(key, add(key));
                order.addLast(key);
            } else if (!order.isEmpty()) {
                Key gone = order.removeFirst();
                model.remove(gone);
                log.forgetOldest();
                assertThat(find(gone)).as(run).isEqualTo(LogIndex.NONE);
            }
            if (!order.isEmpty()) {
                Key oldest = order.getFirst();
                Key newest = order.getLast();
                assertThat(find(oldest)).as(run).isEqualTo(model.get(oldest));
                assertThat(find(newest)).as(run).isEqualTo(model.get(newest));
            }
            Key unknown = new Key(random.nextInt(50), -1 - step);
            assertThat(find(unknown)).as(run).isEqualTo(LogIndex.NONE);
        }
        model.forEach((key, ordinal) -> assertThat(find(key)).isEqualTo(ordinal));
    }

    /** Lines of seven: those that find no room go to the lines behind, over the table's end. */
    @Test
    void shouldFindKeysWhoseHashesAreEqual() {
        long hash = -1;
        int count = 200;
        for (int i = 0; i < count; i++) {
            index.add(hash, append(new Key(i, 7)));
        }
        for (int i = 0; i < count; i++) {
            assertThat(index.find(hash, i, 7)).isEqualTo(i);
            assertThat(index.find(hash, i, 8)).isEqualTo(LogIndex.NONE);
        }
        assertThat(index.find(hash, count, 7)).isEqualTo(LogIndex.NONE);
        for (int i = 0; i < count; i++) {
            log.forgetOldest();
            assertThat(index.find(hash, i, 7)).isEqualTo(LogIndex.NONE);
            assertThat(i == count - 1 ? count - 1 : index.find(hash, count - 1, 7))
                    .isEqualTo(count - 1);
        }
        index.add(hash, append(new Key(0, 7)));
        assertThat(index.find(hash, 0, 7)).isEqualTo(count);
    }

    /** What only differs in the half of the hash that chooses no line. */
    @Test
    void shouldTellTagsApart() {
        index.add(1, append(new Key(1, 1)));
        assertThat(index.find(1, 1, 1)).isZero();
        assertThat(index.find(1 | 2L << 32, 1, 1)).isEqualTo(LogIndex.NONE);
    }

    private long add(Key key) {
        long ordinal = append(key);
        index.add(key.hash(), ordinal);
        return ordinal;
    }

    private long append(Key key) {
        long ordinal = log.append();
        log.putLong(ordinal, KEY, key.first());
        log.putLong(ordinal, SECOND_KEY, key.second());
        return ordinal;
    }

    private long find(Key key) {
        return index.find(key.hash(), key.first(), key.second());
    }
}
