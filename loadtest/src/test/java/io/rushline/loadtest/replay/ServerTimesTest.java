package io.rushline.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.report.Grant;
import org.junit.jupiter.api.Test;

class ServerTimesTest {
    private final ServerTimes times = new ServerTimes();

    @Test
    void shouldTakeTheTimeOfTheNextSequenceThatHasOne() {
        times.learn(30, 3_000);
        times.learn(10, 1_000);

        assertThat(times.latestMs(9)).isEqualTo(1_000);
        assertThat(times.latestMs(10)).isEqualTo(1_000);
        assertThat(times.latestMs(11)).isEqualTo(3_000);
        assertThat(times.latestMs(31)).isEqualTo(Grant.UNKNOWN);
    }

    @Test
    void shouldKnowTheSameWhenManyAreOfOneMillisecondInWhateverOrder() {
        for (long sequence : new long[] {12, 11, 15, 13, 10, 14}) {
            times.learn(sequence, 1_000);
        }
        times.learn(20, 1_001);
        times.learn(16, 1_001);

        assertThat(times.latestMs(1)).isEqualTo(1_000);
        assertThat(times.latestMs(15)).isEqualTo(1_000);
        assertThat(times.latestMs(16)).isEqualTo(1_001);
        assertThat(times.latestMs(20)).isEqualTo(1_001);
        assertThat(times.latestMs(21)).isEqualTo(Grant.UNKNOWN);
    }
}
