package io.rushline.gateway.limit;

import io.rushline.gateway.http.AnsweredRequest;
import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.Gatekeeper;
import io.rushline.gateway.http.Header;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.ProblemException;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.RequestObserver;
import io.rushline.gateway.listen.Doorkeeper;
import io.rushline.gateway.view.HoldWatch;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * All limits and lock-outs of a server.
 *
 * <p>Threading: any thread.
 */
public final class Guard implements Gatekeeper, RequestObserver {
    private final boolean isOn;
    private final SeenRequests seen;
    private final RateLimits limits;
    private final Alerts alerts;
    private final LockOuts lockOuts;
    private final HoldCycles holdCycles;
    private final AddressConnections connections;
    private final LongAdder limited = new LongAdder();
    private final LongAdder blocked = new LongAdder();

    /**
     * Nobody has asked for anything yet.
     *
     * @param isProxy whether all clients may come from an address, so that its connections have no bound of their own
     * @param clock for rates and windows
     * @param wallClock for what operators read
     */
    public Guard(LimitOptions options, Predicate<InetAddress> isProxy, NanoClock clock, EpochClock wallClock) {
        isOn = options.isOn();
        seen = new SeenRequests(clock);
        limits = new RateLimits(options, clock);
        alerts = new Alerts(wallClock);
        lockOuts = new LockOuts(options, clock, alerts);
        holdCycles = new HoldCycles(options, clock, alerts);
        int max = isOn ? options.threshold(Threshold.CONNECTIONS_PER_ADDRESS) : 0;
        connections = new AddressConnections(max, isProxy, clock);
    }

    @Override
    public List<Header> admit(Client client, Lane lane) {
        if (!isOn || lane == Lane.FREE) {
            return List.of();
        }
        lockOuts.refuseLocked(client);
        try {
            return limits.take(client, lane);
        } catch (ProblemException e) {
            limited.increment();
            throw e;
        }
    }

    /**
     * Lets a customer in who wants seats; also one who is locked out, with a request that the engine has answered before,
     * as it answers that as it did then.
     *
     * @throws ProblemException {@code CLIENT_BLOCKED} when this customer gets no new seats for now
     */
    public void admitCustomer(String customer, RequestId requestId) {
        if (isOn && !seen.contains(requestId.high(), requestId.low())) {
            holdCycles.refuseLocked(customer);
        }
    }

    /**
     * Hears of each reply of the engine to a request for seats, also when nobody is there any more to be told.
     *
     * @param offset of its header
     */
    public void onReply(DirectBuffer reply, int offset) {
        if (isOn) {
            seen.onReply(reply, offset);
        }
    }

    SeenRequests seenRequests() {
        return seen;
    }

    @Override
    public void onAnswered(AnsweredRequest request) {
        if (isOn) {
            lockOuts.count(request);
        }
        if (request.code().equals("CLIENT_BLOCKED")) {
            blocked.increment();
        }
    }

    /**
     * A client that stays connected.
     *
     * @param client as it has logged on, or tried to
     */
    public Visitor visitor(Client client) {
        return new Visitor(this, client, isOn);
    }

    /** How long a client stays locked out; 0 when it is not. */
    long lockedForNs(LockOuts.Suspect suspect) {
        long leftNs = lockOuts.lockedForNs(suspect);
        if (leftNs > 0) {
            blocked.increment();
        }
        return leftNs;
    }

    /** Takes a token: 0 when there was one, else how long to wait. */
    long takeOrWaitNs(Network address, String name, Lane lane) {
        long waitNs = limits.takeOrWaitNs(address, name, lane);
        if (waitNs > 0) {
            limited.increment();
        }
        return waitNs;
    }

    boolean isAnyCustomerLocked() {
        return holdCycles.isAnyLocked();
    }

    /** How long a customer stays locked out; 0 when it is not. */
    long customerLockedForNs(String customer) {
        long leftNs = holdCycles.lockedForNs(customer);
        if (leftNs > 0) {
            blocked.increment();
        }
        return leftNs;
    }

    /** Counts an answer to a client with a key, or an offence of whomever, where no request of HTTP was. */
    void count(Client client, LockOuts.Suspect suspect, String code) {
        if (LockOuts.offence(code).isPresent()) {
            lockOuts.count(new AnsweredRequest(client, "", "", "", 0, code, 0, "", 0));
        } else {
            lockOuts.countInOrder(suspect);
        }
    }

    /** Whom to tell of holds that end. */
    public HoldWatch holdWatch() {
        return isOn ? holdCycles : HoldWatch.NONE;
    }

    /** Who bounds the connections of each address. */
    public Doorkeeper doorkeeper() {
        return connections;
    }

    public Alerts alerts() {
        return alerts;
    }

    /** Requests that were answered with {@code RATE_LIMITED}. */
    public long limitedCount() {
        return limited.sum();
    }

    /** Connections that were refused since their address had too many. */
    public long refusedConnectionCount() {
        return connections.refusedCount();
    }

    /** Requests that were answered with {@code CLIENT_BLOCKED}. */
    public long blockedCount() {
        return blocked.sum();
    }
}
