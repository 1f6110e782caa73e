package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestScopeTest {
    private final SignedIds ids = SignedIds.withKey(new byte[32]);

    @Test
    void shouldMapThereAndBack() {
        RequestScope scope = ids.requestScope("web-1");
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            long high = random.nextLong();
            long low = random.nextLong();
            long engineHigh = scope.high(high, low);
            long engineLow = scope.low(high, low);

            assertThat(scope.high(engineHigh, engineLow)).isEqualTo(high);
            assertThat(scope.low(engineHigh, engineLow)).isEqualTo(low);
        }
    }

    @Test
    void shouldNeverGiveZeroForAnId() {
        RequestScope scope = new RequestScope(5, 7);

        assertThat(scope.high(5, 7)).isEqualTo(5);
        assertThat(scope.low(5, 7)).isEqualTo(7);
    }

    @Test
    void shouldDependOnTheNameAndOnTheServersKey() {
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;

        long known = ids.requestScope("web-1").high(1, 2);

        assertThat(ids.requestScope("web-1").high(1, 2)).isEqualTo(known);
        assertThat(ids.requestScope("web-2").high(1, 2)).isNotEqualTo(known);
        assertThat(SignedIds.withKey(otherKey).requestScope("web-1").high(1, 2)).isNotEqualTo(known);
    }
}
