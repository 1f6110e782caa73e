package io.rushline.loadtest.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long TEN_SECONDS_NS = TimeUnit.SECONDS.toNanos(10);

    @Test
    void shouldFillTheTimeInOrderWhenPoisson() {
        for (long seed = 1; seed <= 20; seed++) {
            Arrivals arrivals = Arrivals.poisson(1_000, TEN_SECONDS_NS, seed);

            long previousNs = 0;
            for (int i = 0; i < arrivals.count(); i++) {
                assertThat(arrivals.offsetNs(i))
                        .as("seed %d, arrival %d", seed, i)
                        .isBetween(previousNs, TEN_SECONDS_NS);
                previousNs = arrivals.offsetNs(i);
            }
        }
    }

    @Test
    void shouldSpreadGapsExponentiallyWhenPoisson() {
        Arrivals arrivals = Arrivals.poisson(100_000, TEN_SECONDS_NS, 7);

        // Of exponential gaps, 1 - 1/e are shorter than the mean; of even ones, none or all.
        long meanNs = TEN_SECONDS_NS / 100_000;
        int shorter = 0;
        for (int i = 1; i < arrivals.count(); i++) {
            if (arrivals.offsetNs(i) - arrivals.offsetNs(i - 1) < meanNs) {
                shorter++;
            }
        }
        assertThat(shorter / 100_000.0).isCloseTo(1 - 1 / Math.E, within(0.01));
    }

    @Test
    void shouldGiveSameTimesWhenSeedIsTheSame() {
        Arrivals one = Arrivals.poisson(100, TEN_SECONDS_NS, 7);
        Arrivals same = Arrivals.poisson(100, TEN_SECONDS_NS, 7);
        Arrivals other = Arrivals.poisson(100, TEN_SECONDS_NS, 8);

        int differing = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(same.offsetNs(i)).isEqualTo(one.offsetNs(i));
            differing += other.offsetNs(i) == one.offsetNs(i) ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(90);
    }

    @Test
    void shouldLeaveEqualGapsWhenEven() {
        Arrivals arrivals = Arrivals.even(4, TEN_SECONDS_NS);

        assertThat(arrivals.offsetNs(0)).isZero();
        assertThat(arrivals.offsetNs(1)).isEqualTo(TEN_SECONDS_NS / 4);
        assertThat(arrivals.offsetNs(3)).isEqualTo(TEN_SECONDS_NS / 4 * 3);
    }
}
