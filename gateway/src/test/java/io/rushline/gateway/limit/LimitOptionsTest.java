package io.rushline.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LimitOptionsTest {
    @Test
    void shouldTakeRatesWithAndWithoutABurst() {
        LimitOptions options = LimitOptions.SERVER.with("key-reads", "7").with("address-commands", "5:50");

        assertThat(options.rate(RateLimit.KEY_READS)).isEqualTo(new Rate(7, 14));
        assertThat(options.rate(RateLimit.ADDRESS_COMMANDS)).isEqualTo(new Rate(5, 50));
        assertThat(options.rate(RateLimit.KEY_COMMANDS)).isEqualTo(Rate.of(5_000));
        assertThat(options.with("unpaid-holds", "3").threshold(Threshold.UNPAID_HOLDS))
                .isEqualTo(3);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> LimitOptions.SERVER.with("key-writes", "7"))
                .hasMessageContaining("key-commands")
                .hasMessageContaining("lock-out-seconds");
        for (String wrong : List.of("", "x", "0", "-1", "1:0", "1:2:3", "2000000000")) {
            assertThatThrownBy(() -> LimitOptions.SERVER.with("key-reads", wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(LimitOptions.SERVER
                        .with("connections-per-address", "0")
                        .threshold(Threshold.CONNECTIONS_PER_ADDRESS))
                .as("no bound")
                .isZero();
        assertThatThrownBy(() -> LimitOptions.SERVER.with("unknown-shows", "0"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
