package io.rushline.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.Header;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.ProblemException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LockOutsTest {
    private static final Client SCANNER = Clients.web("web-1", "192.0.2.1");
    private static final Client NEIGHBOUR = Clients.web("web-1", "192.0.2.2");

    private long nowNs = TimeUnit.DAYS.toNanos(1);
    private final LimitOptions options = LimitOptions.SERVER
            .with("unknown-shows", "5")
            .with("unknown-ids", "5")
            .with("wrong-keys", "5")
            .with("window-seconds", "60")
            .with("lock-out-seconds", "300");
    private final Guard guard = new Guard(options, address -> false, () -> nowNs, () -> 1_000_000);

    @Test
    void shouldLockOutWhoKeepsAskingForShowsThatDoNotExist() {
        answer(SCANNER, "SHOW_NOT_FOUND", 4);
        admit(SCANNER);
        answer(SCANNER, "SHOW_NOT_FOUND", 1);

        assertBlocked(SCANNER, 300);
        admit(NEIGHBOUR);
        Alert alert = guard.alerts().newest(10, Long.MAX_VALUE).get(0);
        assertThat(alert.offence()).isEqualTo(Offence.UNKNOWN_SHOWS);
        assertThat(alert.who()).isEqualTo("key web-1 from 192.0.2.1");
        assertThat(alert.lockedUntilMs()).isEqualTo(1_300_000);
        assertThat(guard.alerts().count(Offence.UNKNOWN_SHOWS)).isEqualTo(1);
    }

    @Test
    void shouldLetBackInWhenTheTimeIsOver() {
        answer(SCANNER, "HOLD_NOT_FOUND", 5);
        nowNs += TimeUnit.SECONDS.toNanos(299);
        assertBlocked(SCANNER, 1);
        nowNs += TimeUnit.SECONDS.toNanos(1);

        admit(SCANNER);
        answer(SCANNER, "HOLD_NOT_FOUND", 4);
        admit(SCANNER);
    }

    @Test
    void shouldNotLockOutAWebTierForOneOfItsCustomers() {
        for (int i = 0; i < 100; i++) {
            answer(SCANNER, "WAITER_NOT_FOUND", 1);
            answer(SCANNER, "", 2);
        }

        admit(SCANNER);
        assertThat(guard.alerts().newest(10, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void shouldNotLockOutAWebTierForABurstOfItsFirstOffences() {
        answer(SCANNER, "", 40);
        answer(SCANNER, "SHOW_NOT_FOUND", 30);
        admit(SCANNER);

        nowNs += TimeUnit.SECONDS.toNanos(60);
        answer(SCANNER, "", 30);
        answer(SCANNER, "SHOW_NOT_FOUND", 35);
        admit(SCANNER);

        answer(SCANNER, "SHOW_NOT_FOUND", 11);
        assertBlocked(SCANNER, 300);
    }

    @Test
    void shouldNotCountWhatWasInOrderLongAgo() {
        answer(SCANNER, "", 100);
        nowNs += TimeUnit.SECONDS.toNanos(120);
        answer(SCANNER, "SHOW_NOT_FOUND", 5);

        assertBlocked(SCANNER, 300);
    }

    @Test
    void shouldCountAllOffencesAgainstWhatIsInOrder() {
        for (int i = 0; i < 4; i++) {
            answer(SCANNER, "SHOW_NOT_FOUND", 1);
            answer(SCANNER, "BOOKING_NOT_FOUND", 1);
        }
        answer(SCANNER, "SHOW_NOT_FOUND", 1);

        assertBlocked(SCANNER, 300);
    }

    @Test
    void shouldForgetWhatIsLongerAgoThanTheWindow() {
        answer(SCANNER, "SHOW_NOT_FOUND", 4);
        nowNs += TimeUnit.SECONDS.toNanos(60);
        answer(SCANNER, "SHOW_NOT_FOUND", 4);

        admit(SCANNER);
    }

    @Test
    void shouldLockOutGuessersOfKeysOnlyWithoutAKey() {
        answer(Clients.keyless("192.0.2.1"), "UNAUTHORIZED", 5);

        assertBlocked(Clients.keyless("192.0.2.1"), 300);
        admit(SCANNER);
    }

    @Test
    void shouldLockOutGuessersOfKeysWhateverElseTheyAskFor() {
        Client guesser = Clients.keyless("192.0.2.1");
        for (int i = 0; i < 4; i++) {
            answer(guesser, "UNAUTHORIZED", 1);
            answer(guesser, "", 1);
            answer(guesser, "NOT_FOUND", 1);
        }
        admit(guesser);
        answer(guesser, "UNAUTHORIZED", 1);

        assertBlocked(guesser, 300);
    }

    @Test
    void shouldNeverLockOutOperators() {
        Client operator = Clients.operator("192.0.2.3");
        answer(operator, "SHOW_NOT_FOUND", 100);

        admit(operator);
    }

    @Test
    void shouldNotProlongALockOutByWhatItRefuses() {
        answer(SCANNER, "SHOW_NOT_FOUND", 5);
        answer(SCANNER, "CLIENT_BLOCKED", 100);
        answer(SCANNER, "SHOW_NOT_FOUND", 100);
        nowNs += TimeUnit.SECONDS.toNanos(300);

        admit(SCANNER);
        assertThat(guard.alerts().newest(10, Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void shouldDoNothingWhenLimitsAreOff() {
        Guard off = new Guard(options.on(false), address -> false, () -> nowNs, () -> 0);
        for (int i = 0; i < 100; i++) {
            off.onAnswered(Clients.answered(SCANNER, 404, "SHOW_NOT_FOUND"));
        }

        assertThat(off.admit(SCANNER, Lane.COMMAND)).isEmpty();
    }

    @Test
    void shouldKeepABoundedNumberOfAlerts() {
        Alerts alerts = new Alerts(() -> 0);
        for (int i = 0; i < Alerts.MAX_KEPT + 5; i++) {
            alerts.raise(Offence.UNPAID_HOLDS, "customer " + i, 1, 1);
        }

        assertThat(alerts.newest(Integer.MAX_VALUE, Long.MAX_VALUE)).hasSize(Alerts.MAX_KEPT);
        assertThat(alerts.newest(2, Alerts.MAX_KEPT)).extracting(Alert::alertId).containsExactly(999L, 998L);
    }

    private void answer(Client client, String code, int times) {
        for (int i = 0; i < times; i++) {
            guard.onAnswered(Clients.answered(client, code.isEmpty() ? 200 : 404, code));
        }
    }

    private void admit(Client client) {
        assertThat(guard.admit(client, Lane.READ)).isNotEmpty();
    }

    private void assertBlocked(Client client, int seconds) {
        assertThatThrownBy(() -> guard.admit(client, Lane.READ))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(403);
                    assertThat(refusal.problem().code()).isEqualTo("CLIENT_BLOCKED");
                    assertThat(refusal.problem().headers())
                            .contains(new Header("Retry-After", Integer.toString(seconds)));
                });
    }
}
