package io.rushline.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedEncoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeenRequestsTest {
    private static final int OFFSET = 3;

    private final AtomicLong nowNs = new AtomicLong(-5_000_000_000L);
    private final SeenRequests seen = new SeenRequests(nowNs::get);

    @Test
    void shouldKnowWhatWasAnsweredAndNothingElse() {
        for (int i = 0; i < 1_000; i++) {
            reply(i, 7, Code.OK, Flag.NO);
        }

        int known = 0;
        for (int i = 0; i < 1_000; i++) {
            known += seen.contains(i, 7) ? 1 : 0;
            assertThat(seen.contains(i, 8)).isFalse();
            assertThat(seen.contains(7, i)).isEqualTo(i == 7 && seen.contains(7, 7));
        }
        assertThat(known).as("some share a place").isGreaterThan(980);
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"CAPACITY", "IDEMPOTENCY_KEY_REUSED"})
    void shouldNotKnowWhatTheEngineDoesNotRemember(Code code) {
        reply(1, 2, code, Flag.NO);
        assertThat(seen.contains(1, 2)).isFalse();

        reply(1, 2, Code.SEATS_UNAVAILABLE, Flag.NO);
        assertThat(seen.contains(1, 2)).as("another refusal").isTrue();

        reply(1, 2, code, Flag.NO);
        assertThat(seen.contains(1, 2))
                .as("the first answer is remembered still")
                .isTrue();
    }

    @Test
    void shouldForgetBeforeTheEngineMay() {
        reply(1, 2, Code.OK, Flag.NO);
        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(13));
        assertThat(seen.contains(1, 2)).isTrue();

        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(2));
        assertThat(seen.contains(1, 2)).isFalse();

        reply(1, 2, Code.OK, Flag.NO);
        assertThat(seen.contains(1, 2)).as("taken anew").isTrue();
    }

    @Test
    void shouldForgetWhenItWouldHaveWithoutRepetitions() {
        reply(1, 2, Code.OK, Flag.NO);
        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(10));
        reply(1, 2, Code.OK, Flag.YES);
        assertThat(seen.contains(1, 2)).isTrue();

        nowNs.addAndGet(TimeUnit.MINUTES.toNanos(5));
        reply(1, 2, Code.OK, Flag.YES);
        assertThat(seen.contains(1, 2))
                .as("the engine may forget in the next moment")
                .isFalse();
    }

    private void reply(long high, long low, Code code, Flag replayed) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        RefusedEncoder refused = new RefusedEncoder()
                .wrapAndApplyHeader(buffer, OFFSET, new MessageHeaderEncoder())
                .code(code)
                .replayed(replayed);
        refused.requestId().high(high).low(low);
        refused.seatsCount(0);
        seen.onReply(buffer, OFFSET);
    }
}
