package io.rushline.gateway.binary;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.binary.Deadlines.Due;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final BinaryOptions OPTIONS = BinaryOptions.port(0);
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private long realNs = -TimeUnit.HOURS.toNanos(1);
    private final LoopTime time = new LoopTime(realNs);
    private final Deadlines deadlines = new Deadlines(OPTIONS, time);

    @Test
    void shouldCallAClientSilentThatSaysNothing() {
        pass(OPTIONS.idleTimeout().toNanos());
        assertThat(deadlines.due(true, false)).isEqualTo(Due.HEARTBEAT);

        pass(STEP_NS);
        assertThat(deadlines.due(true, false)).isEqualTo(Due.SILENT_CLIENT);
    }

    @Test
    void shouldCallNobodySilentWhileNobodyListened() {
        realNs += TimeUnit.MINUTES.toNanos(3);
        time.advance(realNs);
        assertThat(deadlines.due(true, false)).isEqualTo(Due.NOTHING);

        pass(OPTIONS.idleTimeout().toNanos());
        assertThat(deadlines.due(true, false)).isEqualTo(Due.SILENT_CLIENT);
    }

    @Test
    void shouldCallAClientDeafThatReadsNothing() {
        deadlines.writable(false);
        pass(OPTIONS.idleTimeout().toNanos());
        assertThat(deadlines.due(true, false)).isEqualTo(Due.NOTHING);

        pass(STEP_NS);
        assertThat(deadlines.due(true, false)).isEqualTo(Due.DEAF_CLIENT);
    }

    private void pass(long ns) {
        for (long passed = 0; passed < ns; passed += STEP_NS) {
            realNs += STEP_NS;
            time.advance(realNs);
        }
    }
}
