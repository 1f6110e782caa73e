package io.rushline.gateway.binary;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.auth.RequestScope;
import io.rushline.gateway.binary.protocol.CommandRefusal;
import io.rushline.gateway.binary.protocol.SubscriptionRefusal;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.limit.Visitor;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the commands of one connection in, or refuses them by the limits and lock-outs that hold over HTTP too.
 *
 * <p>Guarantee: a command that waits for room in the ring, and so is looked at several times, counts once.
 *
 * <p>Threading: the event loop. Allocation: as {@link Visitor}.
 */
final class Admission {
    private final SessionMessages messages;
    private @Nullable Visitor visitor;
    private boolean isCounted;

    Admission(SessionMessages messages) {
        this.messages = messages;
    }

    /** The client has logged on. */
    void begin(Visitor client) {
        visitor = client;
    }

    /** Counts a decodable command; when it is refused that is said, and the answer is false. */
    boolean admit(CommandShape shape, long high, long low) {
        if (isCounted) {
            return true;
        }
        Visitor.Verdict verdict = visitor().admit(shape.isPriority() ? Lane.PRIORITY : Lane.COMMAND);
        if (verdict == Visitor.Verdict.ADMITTED) {
            isCounted = true;
            return true;
        }
        CommandRefusal refusal =
                verdict == Visitor.Verdict.RATE_LIMITED ? CommandRefusal.RATE_LIMITED : CommandRefusal.CLIENT_BLOCKED;
        messages.commandRefused(high, low, refusal, visitor().retryAfterMs());
        return false;
    }

    /** Counts a subscription; {@code NULL_VAL} when it is let in. */
    SubscriptionRefusal admitSubscription() {
        return switch (visitor().admit(Lane.READ)) {
            case ADMITTED -> SubscriptionRefusal.NULL_VAL;
            case RATE_LIMITED -> SubscriptionRefusal.RATE_LIMITED;
            case CLIENT_BLOCKED -> SubscriptionRefusal.CLIENT_BLOCKED;
        };
    }

    /** Lets the customer of a command in that is not malformed; when it is refused that is said, and the answer is false. */
    boolean admitCustomer(CommandCheck check, DirectBuffer frame, long high, long low, RequestScope scope) {
        if (!check.shape().isForNewSeats()) {
            return true;
        }
        long engineHigh = scope.high(high, low);
        long engineLow = scope.low(high, low);
        if (!visitor().isAnyCustomerLocked()
                || visitor().wasAnswered(engineHigh, engineLow)
                || !visitor().isCustomerLocked(check.customer(frame))) {
            return true;
        }
        messages.commandRefused(
                high, low, CommandRefusal.CLIENT_BLOCKED, visitor().retryAfterMs());
        return false;
    }

    /** The command at hand has been taken or answered; the next one counts anew. */
    void next() {
        isCounted = false;
    }

    /** A request was answered. */
    void onAnswered(Code code) {
        visitor().onAnswered(code.name());
    }

    private Visitor visitor() {
        Visitor known = visitor;
        if (known == null) {
            throw new IllegalStateException("nobody has logged on yet");
        }
        return known;
    }
}
