package io.rushline.loadtest.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalsTest {
    private static final long TEN_SECONDS_NS = TimeUnit.SECONDS.toNanos(10);
    private static final Curve FLAT = Curve.of(Curve.Shape.FLAT, TEN_SECONDS_NS);

    @Test
    void shouldFillTheTimeInOrderWhenPoisson() {
        for (long seed = 1; seed <= 20; seed++) {
            Arrivals arrivals = Arrivals.poisson(1_000, FLAT, seed);

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
        Arrivals arrivals = Arrivals.poisson(100_000, FLAT, 7);

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
        Arrivals one = Arrivals.poisson(100, FLAT, 7);
        Arrivals same = Arrivals.poisson(100, FLAT, 7);
        Arrivals other = Arrivals.poisson(100, FLAT, 8);

        int differing = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(same.offsetNs(i)).isEqualTo(one.offsetNs(i));
            differing += other.offsetNs(i) == one.offsetNs(i) ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(90);
    }

    @Test
    void shouldLeaveEqualGapsWhenEven() {
        Arrivals arrivals = Arrivals.even(4, FLAT);

        assertThat(arrivals.offsetNs(0)).isZero();
        assertThat(arrivals.offsetNs(1)).isEqualTo(TEN_SECONDS_NS / 4);
        assertThat(arrivals.offsetNs(3)).isEqualTo(TEN_SECONDS_NS / 4 * 3);
    }

    @Test
    void shouldFollowTheCurveWhenThereIsOne() {
        assertThat(perSecond(Curve.of(Curve.Shape.CLIFF, TEN_SECONDS_NS)))
                .isSortedAccordingTo((a, b) -> Integer.compare(b, a));
        assertThat(perSecond(Curve.of(Curve.Shape.RAMP, TEN_SECONDS_NS))).isSorted();
        int[] waves = perSecond(Curve.of(Curve.Shape.TWO_WAVES, TEN_SECONDS_NS));
        assertThat(waves[1]).isGreaterThan(5 * waves[4]);
        assertThat(waves[7]).isGreaterThan(3 * waves[4]).isLessThan(waves[2]);
    }

    @Test
    void shouldHaveNobodyComeWhenTheFileHasNobodyInThatSecond() {
        ArrivalFile file = ArrivalFile.parse(List.of("second,arrivals", "", "1,300", "# a pause", "4,700"));

        assertThat(file.customers()).isEqualTo(1_000);
        assertThat(perSecond(file.curve())).startsWith(0, 3_000, 0, 0, 7_000);
        Arrivals poisson = Arrivals.poisson(1_000, file.curve(), 7);
        for (int i = 0; i < poisson.count(); i++) {
            assertThat(TimeUnit.NANOSECONDS.toSeconds(poisson.offsetNs(i))).isIn(1L, 4L);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,10;1;2,5 | line 2: '1' is not of the form second,arrivals",
                "0,10;# x;0,5 | line 3: second 0 must be greater than the one before, 0",
                "0,ten | line 1: the number of arrivals must be a number from 0 to 10000000, not 'ten'",
                "-1,10 | line 1: the second must be a number from 0 to 86399, not '-1'",
                "0,9000000;1,9000000 | line 2: more than 10000000 arrivals up to here",
                "0,0;5,0 | there are no arrivals in it"
            })
    void shouldNameTheLineWhenTheFileIsWrong(String lines, String message) {
        assertThatThrownBy(() -> ArrivalFile.parse(List.of(lines.split(";"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static int[] perSecond(Curve curve) {
        Arrivals arrivals = Arrivals.even(10_000, curve);
        int[] perSecond = new int[10];
        for (int i = 0; i < arrivals.count(); i++) {
            perSecond[(int) TimeUnit.NANOSECONDS.toSeconds(arrivals.offsetNs(i))]++;
        }
        return perSecond;
    }
}
