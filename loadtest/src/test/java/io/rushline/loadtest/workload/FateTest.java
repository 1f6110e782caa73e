package io.rushline.loadtest.workload;

import static io.rushline.loadtest.workload.ScriptedOffice.failure;
import static io.rushline.loadtest.workload.ScriptedSale.granted;
import static io.rushline.loadtest.workload.ScriptedSale.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.wire.Failure.Cause;
import io.rushline.loadtest.wire.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said at the end of a customer who has a hold, by the answer to the last request. */
@Timeout(60)
class FateTest {
    @Test
    void shouldSayTooLateOnlyWhenTheHoldWasOver() {
        assertThat(afterBooking(refusal(410, "HOLD_EXPIRED"))).isEqualTo(Fate.TOO_LATE.label());
        assertThat(afterBooking(refusal(410, "REFUND_REQUIRED"))).isEqualTo(Fate.TOO_LATE.label());
        // Over the binary protocol, where all refusals have this status.
        assertThat(afterBooking(refusal(409, "REFUND_REQUIRED"))).isEqualTo(Fate.TOO_LATE.label());
    }

    @Test
    void shouldSayCouldNotBeServedWhenTheBookingWasRefusedForAnotherReason() {
        assertThat(afterBooking(refusal(429, "RATE_LIMITED"))).isEqualTo(Fate.FAILED.label());
        assertThat(afterBooking(refusal(403, "CLIENT_BLOCKED"))).isEqualTo(Fate.FAILED.label());
        assertThat(afterBooking(refusal(409, "SHOW_CANCELLED"))).isEqualTo(Fate.FAILED.label());
        assertThat(afterBooking(refusal(503, "OVERLOADED"))).isEqualTo(Fate.FAILED.label());
        assertThat(afterBooking(failure(Cause.TIMED_OUT))).isEqualTo(Fate.FAILED.label());
    }

    @Test
    void shouldSayReleasedOnlyWhenTheServerSaidSo() {
        assertThat(afterReleasing(ScriptedOffice.reply(204, "{}", 0))).isEqualTo(Fate.RELEASED.label());
        assertThat(afterReleasing(refusal(410, "HOLD_EXPIRED"))).isEqualTo(Fate.LET_EXPIRE.label());
        assertThat(afterReleasing(refusal(403, "CLIENT_BLOCKED"))).isEqualTo(Fate.FAILED.label());
        assertThat(afterReleasing(refusal(429, "RATE_LIMITED"))).isEqualTo(Fate.FAILED.label());
        assertThat(afterReleasing(failure(Cause.TIMED_OUT))).isEqualTo(Fate.FAILED.label());
        assertThat(afterReleasing(failure(Cause.NOT_SENT))).isEqualTo(Fate.FAILED.label());
    }

    private static String afterBooking(Outcome answer) {
        return onlyFate(sell(ask -> ask instanceof Ask.Book ? answer : granted(ask), "pay=100", "release=0"));
    }

    private static String afterReleasing(Outcome answer) {
        return onlyFate(sell(ask -> ask instanceof Ask.Release ? answer : granted(ask), "pay=0", "release=100"));
    }

    private static String onlyFate(Sale.Result result) {
        assertThat(result.fates()).hasSize(1);
        return result.fates().keySet().iterator().next();
    }

    private static Outcome refusal(int status, String code) {
        return ScriptedOffice.reply(status, "{\"code\":\"" + code + "\"}", 0);
    }
}
