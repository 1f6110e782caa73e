package io.rushline.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeenRequestsTest {
    private final AtomicLong nowNs = new AtomicLong(-5_000_000_000L);
    private final SeenRequests seen = new SeenRequests(nowNs::get);

    @Test
    void shouldKnowWhatWasAddedAndNothingElse() {
        for (int i = 0; i < 1_000; i++) {
            seen.add(i, 7);
        }

        int known = 0;
        for (int i = 0; i < 1_000; i++) {
            known += seen.contains(i, 7) ? 1 : 0;
            assertThat(seen.contains(i, 8)).isFalse();
            assertThat(seen.contains(7, i)).isEqualTo(i == 7 && seen.contains(7, 7));
        }
        assertThat(known).as("some share a place").isGreaterThan(980);
    }

    @Test
    void shouldForgetBeforeTheEngineMay() {
        seen.add(1, 2);
        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(13));
        assertThat(seen.contains(1, 2)).isTrue();

        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(2));
        assertThat(seen.contains(1, 2)).isFalse();

        seen.add(1, 2);
        assertThat(seen.contains(1, 2)).as("taken anew").isTrue();
    }

    @Test
    void shouldForgetWhenItWouldHaveWithoutRepetitions() {
        seen.add(1, 2);
        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(10));
        seen.add(1, 2);
        assertThat(seen.contains(1, 2)).isTrue();

        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(6));
        assertThat(seen.contains(1, 2)).as("the engine may have forgotten").isFalse();
    }
}
