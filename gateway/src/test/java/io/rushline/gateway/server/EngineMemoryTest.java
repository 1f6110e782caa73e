package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import org.junit.jupiter.api.Test;

class EngineMemoryTest {
    private static final long GIB = 1L << 30;

    @Test
    void shouldRememberMoreWithMoreMemory() {
        EngineLimits limits = EngineMemory.limits(6 * GIB);

        assertThat(limits.maxRequests()).isBetween(10_000_000, 12_000_000);
        assertThat(limits.withMaxRequests(EngineLimits.SERVER.maxRequests())).isEqualTo(EngineLimits.SERVER);
    }

    @Test
    void shouldKeepWhatIsPromisedWithLittleMemoryAndABoundWithMuch() {
        assertThat(EngineMemory.limits(GIB / 4).maxRequests()).isEqualTo(1_000_001);
        assertThat(EngineMemory.limits(1_000 * GIB).maxRequests()).isEqualTo(32_000_000);
    }
}
