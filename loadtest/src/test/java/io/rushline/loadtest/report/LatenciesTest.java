package io.rushline.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void shouldGivePercentilesWhenTimesAreRecorded() {
        for (int i = 1; i <= 1_000; i++) {
            latencies.record(Operation.HOLD, TimeUnit.MILLISECONDS.toNanos(i), TimeUnit.MICROSECONDS.toNanos(i));
        }

        Latencies.Row response = latencies.responses().get(0);
        assertThat(response.name()).isEqualTo("hold");
        assertThat(response.count()).isEqualTo(1_000);
        assertThat(response.p50Ms()).isCloseTo(500, within(1.0));
        assertThat(response.p99Ms()).isCloseTo(990, within(1.0));
        assertThat(response.maxMs()).isCloseTo(1_000, within(1.0));
        assertThat(latencies.services().get(0).p90Ms()).isCloseTo(0.9, within(0.01));
        assertThat(latencies.responseMs(Operation.HOLD, 99)).isEqualTo(response.p99Ms());
    }

    @Test
    void shouldTakeExtremeTimesWhenClocksDisagreeOrHoursPass() {
        latencies.record(Operation.BOOK, -5, TimeUnit.DAYS.toNanos(1));

        assertThat(latencies.responses().get(0).maxMs()).isZero();
        assertThat(latencies.services().get(0).maxMs()).isCloseTo(3_600_000.0, within(5_000.0));
    }

    @Test
    void shouldBeZeroWhenNothingIsRecorded() {
        assertThat(latencies.responses()).isEmpty();
        assertThat(latencies.responseMs(Operation.HOLD, 99)).isZero();
        assertThat(latencies.waits().count()).isZero();
    }
}
