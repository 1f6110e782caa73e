package io.rushline.engine.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimerWheelTest {
    private static final int STEPS = 8_000;

    private record Timer(long deadlineMs, long id, int kind, int subject, int slot) {}

    private static final Comparator<Timer> BY_DEADLINE_THEN_ID =
            Comparator.comparingLong(Timer::deadlineMs).thenComparingLong(Timer::id);

    /** The longest duration is many rounds of the smaller wheels, and short of one round of the largest. */
    @ParameterizedTest
    @CsvSource({"64,50", "64,1000", "64,100000", "128,127", "4096,30000", "8192,1000000", "65536,5000"})
    void shouldFireLikeASortedSet(int sizeMs, int longestMs) {
        for (long seed = 1; seed <= 3; seed++) {
            fireLikeASortedSet(sizeMs, longestMs, seed);
        }
    }

    private static void fireLikeASortedSet(int sizeMs, int longestMs, long seed) {
        String run = "seed " + seed + ", size " + sizeMs + ", longest " + longestMs;
        Random random = new Random(seed);
        TimerWheel wheel = new TimerWheel(sizeMs);
        TreeSet<Timer> model = new TreeSet<>(BY_DEADLINE_THEN_ID);
        long nowMs = random.nextLong(1L << 41);
        for (int id = 1; id <= STEPS; id++) {
            int action = random.nextInt(10);
            if (action < 5 && model.size() < 500) {
                // Rounding makes many deadlines equal.
                long deadlineMs = nowMs + 1 + random.nextInt(longestMs) / 8 * 8L;
                long key = random.nextBoolean() ? id : id * 7919L % 65_537;
                int slot = wheel.schedule(deadlineMs, key, id & 1, id);
                // Never more slots than timers at once: those that went are used again.
                assertThat(slot).as(run + ", step " + id).isBetween(0, 500);
                if (!model.add(new Timer(deadlineMs, key, id & 1, id, slot))) {
                    wheel.cancel(slot);
                }
            } else if (action < 7 && !model.isEmpty()) {
                cancelOne(wheel, model, random);
            } else {
                nowMs += random.nextInt(action == 9 ? longestMs : 20);
            }
            fireAll(wheel, model, nowMs, run + ", step " + id);
            if (random.nextBoolean()) {
                assertThat(wheel.nextDeadlineMs())
                        .as(run + ", step " + id)
                        .isEqualTo(
                                model.isEmpty()
                                        ? TimerWheel.NO_DEADLINE
                                        : model.first().deadlineMs());
            }
        }
    }

    private static void cancelOne(TimerWheel wheel, NavigableSet<Timer> model, Random random) {
        long firstMs = model.first().deadlineMs();
        long spanMs = model.last().deadlineMs() - firstMs + 1;
        long fromMs = random.nextBoolean() ? firstMs : firstMs + random.nextLong(spanMs);
        Timer victim = Objects.requireNonNull(model.ceiling(new Timer(fromMs, Long.MIN_VALUE, 0, 0, 0)));
        wheel.cancel(victim.slot());
        model.remove(victim);
    }

    private static void fireAll(TimerWheel wheel, NavigableSet<Timer> model, long nowMs, String run) {
        while (!model.isEmpty() && model.first().deadlineMs() <= nowMs) {
            Timer expected = model.first();
            int due = wheel.firstDue(nowMs);
            assertThat(due).as(run).isEqualTo(expected.slot());
            assertThat(wheel.kind(due)).as(run).isEqualTo(expected.kind());
            assertThat(wheel.subject(due)).as(run).isEqualTo(expected.subject());
            wheel.cancel(due);
            model.remove(expected);
        }
        assertThat(wheel.firstDue(nowMs)).as(run).isEqualTo(TimerWheel.NONE);
    }

    @Test
    void shouldFireEqualDeadlinesById() {
        TimerWheel wheel = new TimerWheel(64);
        List<Integer> slots = new ArrayList<>();
        for (long id : new long[] {5, 3, 9, 1}) {
            slots.add(wheel.schedule(1_000, id, 0, (int) id));
        }
        List<Integer> fired = new ArrayList<>();
        for (int timer = wheel.firstDue(1_000); timer != TimerWheel.NONE; timer = wheel.firstDue(1_000)) {
            fired.add(wheel.subject(timer));
            wheel.cancel(timer);
        }
        assertThat(fired).containsExactly(1, 3, 5, 9);
        assertThat(slots).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotFireAMillisecondEarly() {
        TimerWheel wheel = new TimerWheel(64);
        wheel.schedule(1_000, 1, 0, 7);
        assertThat(wheel.firstDue(999)).isEqualTo(TimerWheel.NONE);
        assertThat(wheel.firstDue(1_000)).isNotEqualTo(TimerWheel.NONE);
    }

    @Test
    void shouldTellTheNextDeadlineWhenTheEarliestWasCancelled() {
        TimerWheel wheel = new TimerWheel(64);
        int earliest = wheel.schedule(1_000, 1, 0, 1);
        wheel.schedule(1_000_000, 2, 0, 2);
        int twin = wheel.schedule(1_000, 3, 0, 3);
        wheel.cancel(earliest);
        assertThat(wheel.nextDeadlineMs()).isEqualTo(1_000);
        wheel.cancel(twin);
        assertThat(wheel.nextDeadlineMs()).isEqualTo(1_000_000);
    }

    /** A snapshot's holds come in another order than their deadlines. */
    @ParameterizedTest
    @CsvSource({"64,10", "64,5000", "65536,5000"})
    void shouldSortWhatWasAppendedInAnyOrder(int sizeMs, int longestMs) {
        for (long seed = 1; seed <= 3; seed++) {
            String run = "seed " + seed;
            Random random = new Random(seed);
            TimerWheel wheel = new TimerWheel(sizeMs);
            TreeSet<Timer> model = new TreeSet<>(BY_DEADLINE_THEN_ID);
            for (int id = 1; id <= 2_000; id++) {
                long deadlineMs = random.nextInt(longestMs);
                long key = id * 7919L % 65_537;
                model.add(new Timer(deadlineMs, key, 0, id, wheel.append(deadlineMs, key, 0, id)));
            }
            wheel.sort();
            assertThat(wheel.nextDeadlineMs()).isEqualTo(model.first().deadlineMs());
            for (int i = 0; i < 100; i++) {
                cancelOne(wheel, model, random);
            }
            wheel.schedule(longestMs, 1, 0, 1);
            fireAll(wheel, model, longestMs - 1L, run);
            assertThat(wheel.nextDeadlineMs()).isEqualTo(longestMs);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "32", "63", "65", "100", "-64"})
    void shouldRefuseSizesThatAreNoPowerOfTwo(int sizeMs) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimerWheel(sizeMs));
    }
}
