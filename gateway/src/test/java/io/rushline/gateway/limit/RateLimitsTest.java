package io.rushline.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.Header;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.ProblemException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Client ANN = Clients.web("web-1", "192.0.2.1");

    private long nowNs = TimeUnit.DAYS.toNanos(1);

    @Test
    void shouldTellWhatIsLeftAndRefuseTheRest() {
        RateLimits limits = limits("key-commands", "2:4");

        assertThat(limits.take(ANN, Lane.COMMAND))
                .contains(new Header("RateLimit-Limit", "4"), new Header("RateLimit-Remaining", "3"))
                .contains(new Header("RateLimit-Reset", "1"));
        take(limits, ANN, Lane.COMMAND, 3);

        Problem refusal = refusal(limits, ANN, Lane.COMMAND);
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.code()).isEqualTo("RATE_LIMITED");
        assertThat(refusal.detail()).contains("web-1");
        nowNs += TimeUnit.MILLISECONDS.toNanos(500);
        take(limits, ANN, Lane.COMMAND, 1);
        refusal(limits, ANN, Lane.COMMAND);
    }

    @Test
    void shouldLimitPayingOnlyAfterNewHolds() {
        RateLimits limits = limits("key-commands", "4:4", "address-commands", "4:4", "reserve-percent", "50");
        take(limits, ANN, Lane.COMMAND, 4);

        refusal(limits, ANN, Lane.COMMAND);
        take(limits, ANN, Lane.PRIORITY, 2);
        refusal(limits, ANN, Lane.PRIORITY);
    }

    @Test
    void shouldNotLetNewHoldsTouchTheReserve() {
        RateLimits limits = limits("key-commands", "4:4");
        take(limits, ANN, Lane.PRIORITY, 4);

        refusal(limits, ANN, Lane.COMMAND);
        take(limits, ANN, Lane.PRIORITY, 1);
    }

    @Test
    void shouldCountReadsByThemselves() {
        RateLimits limits = limits("key-commands", "1:1", "key-reads", "2:2");
        take(limits, ANN, Lane.COMMAND, 1);
        take(limits, ANN, Lane.READ, 2);

        refusal(limits, ANN, Lane.READ);
    }

    @Test
    void shouldHoldEachAddressOfAKeyToItsOwnLimit() {
        RateLimits limits = limits("address-commands", "1:1");
        take(limits, ANN, Lane.COMMAND, 1);

        assertThat(refusal(limits, ANN, Lane.COMMAND).detail()).contains("address");
        take(limits, Clients.web("web-1", "192.0.2.2"), Lane.COMMAND, 1);
    }

    @Test
    void shouldNotTakeFromTheAddressWhatTheKeyIsRefused() {
        RateLimits limits = limits("key-commands", "1:1", "address-commands", "2:2");
        take(limits, ANN, Lane.COMMAND, 1);
        refusal(limits, ANN, Lane.COMMAND);
        refusal(limits, ANN, Lane.COMMAND);

        take(limits, Clients.web("web-2", "192.0.2.1"), Lane.COMMAND, 1);
    }

    @Test
    void shouldTakeAnIpv6NetworkForOneAddress() {
        RateLimits limits = limits("address-reads", "1:1");
        take(limits, Clients.keyless("2001:db8::1"), Lane.READ, 1);

        refusal(limits, Clients.keyless("2001:db8::ffff:1"), Lane.READ);
        take(limits, Clients.keyless("2001:db8:0:1::1"), Lane.READ, 1);
    }

    @Test
    void shouldNotGrowWithTheNumberOfAddresses() {
        RateLimits limits = limits("address-reads", "1:1");
        for (int i = 0; i < 2 * RateLimits.MAX_ADDRESSES; i++) {
            limits.take(Clients.keyless("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), Lane.READ);
        }

        assertThat(limits.addressCount()).isLessThanOrEqualTo(RateLimits.MAX_ADDRESSES);
    }

    private RateLimits limits(String... namesAndValues) {
        LimitOptions options = LimitOptions.SERVER;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options = options.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new RateLimits(options, () -> nowNs);
    }

    private static void take(RateLimits limits, Client client, Lane lane, int times) {
        for (int i = 0; i < times; i++) {
            List<Header> headers = limits.take(client, lane);
            assertThat(headers).hasSize(3);
        }
    }

    private static Problem refusal(RateLimits limits, Client client, Lane lane) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> limits.take(client, lane));
        assertThat(refused).as("a refusal").isNotNull();
        return refused.problem();
    }
}
