package io.rushline.gateway.limit;

import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.Lane;
import java.util.concurrent.TimeUnit;

/**
 * A client that asks over a connection of its own, under the limits and lock-outs that hold over HTTP too.
 *
 * <p>Threading: one thread. Allocation: none while it is let in, does not offend and no customer is locked out.
 */
public final class Visitor {
    private final Guard guard;
    private final Client client;
    private final boolean isOn;
    private final Network network;
    private final String name;
    private final LockOuts.Suspect suspect;
    private long waitNs;

    /** Whether somebody may ask now. */
    public enum Verdict {
        ADMITTED,
        RATE_LIMITED,
        CLIENT_BLOCKED
    }

    Visitor(Guard guard, Client client, boolean isOn) {
        this.guard = guard;
        this.client = client;
        this.isOn = isOn;
        suspect = LockOuts.Suspect.of(client);
        network = suspect.network();
        name = suspect.name();
    }

    /** Counts a request and says whether it is let in. */
    public Verdict admit(Lane lane) {
        if (!isOn) {
            return Verdict.ADMITTED;
        }
        waitNs = guard.lockedForNs(suspect);
        if (waitNs > 0) {
            return Verdict.CLIENT_BLOCKED;
        }
        waitNs = guard.takeOrWaitNs(network, name, lane);
        return waitNs > 0 ? Verdict.RATE_LIMITED : Verdict.ADMITTED;
    }

    /** Whether {@link #isCustomerLocked} need be asked at all. */
    public boolean isAnyCustomerLocked() {
        return isOn && guard.isAnyCustomerLocked();
    }

    /** Whether this customer gets no new seats for now. */
    public boolean isCustomerLocked(String customer) {
        waitNs = isOn ? guard.customerLockedForNs(customer) : 0;
        return waitNs > 0;
    }

    /**
     * Whether the engine has answered a request for seats before and will answer it as it did then; by the id under which
     * it knows it.
     */
    public boolean wasAnswered(long high, long low) {
        return isOn && guard.seenRequests().contains(high, low);
    }

    /** How long whoever was refused last has to wait, at least 1. */
    public long retryAfterMs() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNs));
    }

    /**
     * Counts an answer.
     *
     * @param code as HTTP names it; {@code OK} for what is no refusal
     */
    public void onAnswered(String code) {
        if (isOn) {
            guard.count(client, suspect, code);
        }
    }
}
