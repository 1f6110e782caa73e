package io.rushline.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PendingTest {
    private static final long ASKED_NS = -5;

    @Test
    void shouldHaveWhatItsWaitLeftOfTheTimeOutWhenItGoesOut() {
        Pending pending = pending(Request.get("/", "demo", 10_000));

        assertThat(pending.remainingMs(ASKED_NS + TimeUnit.MILLISECONDS.toNanos(4_000)))
                .isEqualTo(6_000);
        assertThat(pending.remainingMs(ASKED_NS + TimeUnit.MILLISECONDS.toNanos(10_001)))
                .isEqualTo(1);
    }

    @Test
    void shouldHaveItsWholeTimeOutWhenItIsALongPoll() {
        Pending pending = pending(Request.longPoll("/", "demo", 7, 10_000));

        assertThat(pending.remainingMs(ASKED_NS + TimeUnit.MILLISECONDS.toNanos(4_000)))
                .isEqualTo(10_000);
    }

    private static Pending pending(Request request) {
        return new Pending(request, 1, ASKED_NS, outcome -> {});
    }
}
