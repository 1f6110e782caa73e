package io.rushline.gateway.server;

import io.rushline.engine.EngineLimits;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.listen.PortUnavailableException;
import io.rushline.gateway.server.StandbyState.Role;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataDirectoryClaim;
import io.rushline.journal.replay.JournalFollower;
import io.rushline.journal.replay.ReplaySummary;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that follows a primary on the same data directory, to go on where that one ends.
 *
 * <pre>
 *   follow the journal ... until the kernel frees the directory's lock --&gt; drain --&gt; {@link Server#takeOver}
 * </pre>
 *
 * <p>The lock alone decides. A primary that is stopped but alive keeps it, and so nothing is taken over, unless it is to
 * be killed for that.
 *
 * <p>Threading: one thread runs; any other may ask for the state or stop.
 */
final class Standby implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_MS = 100;
    private static final long JOIN_TIMEOUT_MS = 10_000;

    private final ServerOptions options;
    private final Optional<Duration> killStalled;
    private final Parts parts = new Parts();
    private final CompletableFuture<Optional<DataDirectory>> taken = new CompletableFuture<>();
    private final DataDirectoryClaim claim;
    private final Pulse pulse;
    private final JournalFollower follower;
    private final Recovery recovery;
    private volatile StandbyState state = StandbyState.STARTING;
    private volatile boolean isStopping;
    private volatile boolean isRehearsed;
    private long readAllAtMs = nowMs();

    /**
     * Opens what a standby needs, but for the status port.
     *
     * @param killStalled how long a primary's heartbeat may stand still before that process is killed; never when empty
     */
    Standby(ServerOptions options, Optional<Duration> killStalled) {
        this.options = options;
        this.killStalled = killStalled;
        claim = parts.add(DataDirectory.claim(options.data()));
        pulse = new Pulse(claim.heartbeat());
        recovery = Recovery.begin(claim.snapshots(), EngineLimits.SERVER);
        follower = parts.add(new JournalFollower(claim.journal(), recovery.start()));
    }

    StandbyState state() {
        return state;
    }

    /** Answers health checks from now on, and tells the port. */
    int openStatus(int port) throws PortUnavailableException {
        return parts.add(StatusPort.open(options.bind(), port, this::state)).port();
    }

    /** Rehearses a take-over beside the following. */
    void rehearse() {
        Thread rehearsing = new Thread(
                () -> {
                    Rehearsal.play(options, () -> !isStopping && !taken.isDone());
                    isRehearsed = true;
                },
                "rehearsal");
        rehearsing.setDaemon(true);
        // It removes what it made.
        parts.add(() -> rehearsing.join(JOIN_TIMEOUT_MS));
        rehearsing.start();
    }

    /**
     * Follows the primary until there is none, and takes over.
     *
     * @return the server that answers now; empty when this was stopped before
     */
    Optional<Server> run(KeyLookup keys, Consumer<Throwable> onFatal) throws IOException {
        Thread following = Thread.currentThread();
        Thread waiting = new Thread(() -> waitForLock(following), "standby-lock");
        waiting.setDaemon(true);
        waiting.start();
        follow();
        if (isStopping) {
            return Optional.empty();
        }
        Optional<DataDirectory> directory = taken.join();
        return directory.isEmpty() ? Optional.empty() : Optional.of(takeOver(directory.get(), keys, onFatal));
    }

    private void waitForLock(Thread following) {
        try {
            taken.complete(claim.take());
        } catch (RuntimeException e) {
            taken.completeExceptionally(e);
        }
        LockSupport.unpark(following);
    }

    private void follow() throws IOException {
        LOG.info("following the journal in {}", claim.journal());
        long lookAtMs = nowMs();
        while (!isStopping && !taken.isDone()) {
            long nowMs = nowMs();
            int commands = follower.poll(recovery);
            if (follower.isAtEnd()) {
                readAllAtMs = nowMs;
            }
            if (nowMs >= lookAtMs) {
                look(nowMs);
                lookAtMs = nowMs + LOOK_MS;
            }
            if (commands == 0) {
                LockSupport.parkNanos(this, IDLE_NS);
            }
        }
    }

    private void look(long nowMs) throws IOException {
        pulse.feel(nowMs);
        state = new StandbyState(
                Role.FOLLOWING,
                follower.lastSequence(),
                nowMs - readAllAtMs,
                pulse.lastSequence(),
                pulse.stillMs(),
                isRehearsed);
        if (killStalled.isPresent() && pulse.stillMs() >= killStalled.get().toMillis()) {
            killHolder();
            pulse.reset();
        }
    }

    private void killHolder() {
        OptionalLong pid = claim.holder();
        Optional<ProcessHandle> process = pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty();
        if (process.isEmpty()) {
            LOG.warn("the primary's heartbeat stands still, but the process that holds the lock is not known here");
            return;
        }
        LOG.warn("the primary's heartbeat has stood still for {} ms: killing process {}", pulse.stillMs(), pid);
        process.get().destroyForcibly();
    }

    private Server takeOver(DataDirectory data, KeyLookup keys, Consumer<Throwable> onFatal) {
        long startedNanos = System.nanoTime();
        state = new StandbyState(Role.TAKING_OVER, follower.lastSequence(), 0, 0, 0, isRehearsed);
        LOG.info("the data directory is free: taking over after sequence {}", follower.lastSequence());
        Server server = Server.takeOver(data, recovery, this::drain, options, keys, onFatal);
        state = new StandbyState(Role.PRIMARY, recovery.engine().lastSequence(), 0, 0, 0, isRehearsed);
        LOG.info("took over in {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        return server;
    }

    private ReplaySummary drain() {
        ReplaySummary summary = follower.drain(recovery);
        follower.close();
        return summary;
    }

    /** Makes {@link #run} end soon, without a server unless it is taking over already. */
    void stop() {
        isStopping = true;
    }

    /** Lets go of everything but the server. */
    @Override
    public void close() {
        parts.close();
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
