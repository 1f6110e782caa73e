package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakWatchTest {
    @Test
    void shouldReportBufferThatIsLost() {
        LeakWatch watch = new LeakWatch();
        watch.begin();

        for (int i = 0; i < 10; i++) {
            assertThat(ByteBufAllocator.DEFAULT.ioBuffer(64).writeInt(i).refCnt())
                    .isEqualTo(1);
        }

        assertThat(watch.end()).isNotEmpty();
    }

    @Test
    void shouldReportNothingWhenBuffersAreReleased() {
        LeakWatch watch = new LeakWatch();
        watch.begin();

        for (int i = 0; i < 10; i++) {
            assertThat(ByteBufAllocator.DEFAULT.ioBuffer(64).writeInt(i).release())
                    .isTrue();
        }

        assertThat(watch.end()).isEmpty();
    }
}
