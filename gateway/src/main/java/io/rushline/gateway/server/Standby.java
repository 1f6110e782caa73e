package io.rushline.gateway.server;

import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.listen.PortUnavailableException;
import io.rushline.gateway.metrics.Metrics;
import io.rushline.gateway.server.StandbyState.Role;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataDirectoryClaim;
import io.rushline.journal.event.EventTail;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    private final EventTail eventTail;
    private final Metrics metrics = parts.add(new Metrics());
    private volatile @Nullable Following following;
    private volatile @Nullable Server serving;
    private volatile StandbyState state = StandbyState.STARTING;
    private volatile boolean isStopping;
    private volatile boolean isRehearsed;
    private long readAllAtMs = nowMs();

    /**
     * Opens what a standby needs, but for the status port.
     *
     * @param killStalled how long a primary's heartbeat may stand still before that process is killed; never when empty
     * @param interval how often snapshots are written
     */
    Standby(ServerOptions options, Optional<Duration> killStalled, SnapshotInterval interval) {
        this.options = options;
        this.killStalled = killStalled;
        claim = parts.add(DataDirectory.claim(options.data()));
        pulse = new Pulse(claim.heartbeat());
        eventTail = parts.add(new EventTail(claim.files().events()));
        following =
                new Following(claim.files(), eventTail, interval, options.keptSnapshots(), this::isFollowing, nowMs());
        parts.add(this::closeFollowing);
    }

    /** The state as it follows. There is none any more when a start from the beginning has taken its place. */
    Following following() {
        return Objects.requireNonNull(following, "nothing follows any more");
    }

    private void closeFollowing() {
        Following open = following;
        if (open != null) {
            open.close();
        }
    }

    StandbyState state() {
        return state;
    }

    /** Answers health checks from now on, and tells the port. */
    int openStatus(int port) throws PortUnavailableException {
        metrics.standby(() -> state.lagCommands(), () -> state.lagMs(), () -> state.sequence(), this::lastSnapshot);
        return parts.add(StatusPort.open(options.bind(), port, this::state, this::metrics))
                .port();
    }

    private long lastSnapshot() {
        Following now = following;
        return now == null ? 0 : now.lastSnapshot();
    }

    /** Those of the server, once there is one. */
    private Metrics metrics() {
        Server server = serving;
        return server == null ? metrics : server.metrics();
    }

    private boolean isFollowing() {
        return !isStopping && !taken.isDone();
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
        Thread caller = Thread.currentThread();
        Thread waiting = new Thread(() -> waitForLock(caller), "standby-lock");
        waiting.setDaemon(true);
        waiting.start();
        follow();
        if (isStopping) {
            return Optional.empty();
        }
        Optional<DataDirectory> directory = taken();
        return directory.isEmpty() ? Optional.empty() : Optional.of(takeOver(directory.get(), keys, onFatal));
    }

    private Optional<DataDirectory> taken() {
        try {
            return taken.join();
        } catch (CompletionException e) {
            // It says itself what is in the way.
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void waitForLock(Thread caller) {
        try {
            taken.complete(claim.take());
        } catch (RuntimeException e) {
            taken.completeExceptionally(e);
        }
        LockSupport.unpark(caller);
    }

    private void follow() throws IOException {
        LOG.info("following the journal in {}", claim.files().journal());
        Following now = following();
        long lookAtMs = nowMs();
        while (isFollowing()) {
            long nowMs = nowMs();
            int commands = now.poll();
            if (now.isAtEnd()) {
                readAllAtMs = nowMs;
            }
            if (nowMs >= lookAtMs) {
                look(now, nowMs);
                lookAtMs = nowMs + LOOK_MS;
                if (now.isAtEnd()) {
                    now.writeSnapshotWhenDue(nowMs);
                }
            }
            if (commands == 0) {
                LockSupport.parkNanos(this, IDLE_NS);
            }
        }
    }

    private void look(Following now, long nowMs) throws IOException {
        pulse.feel(nowMs);
        now.dropUpTo(eventTail.lastEventId());
        state = new StandbyState(
                Role.FOLLOWING,
                now.lastSequence(),
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
        LOG.warn(
                "the primary's heartbeat has stood still for {} ms: killing process {}",
                pulse.stillMs(),
                process.get().pid());
        process.get().destroyForcibly();
    }

    private Server takeOver(DataDirectory data, KeyLookup keys, Consumer<Throwable> onFatal) {
        long startedNanos = System.nanoTime();
        long sequence = following().lastSequence();
        state = new StandbyState(Role.TAKING_OVER, sequence, 0, 0, 0, isRehearsed);
        LOG.info("the data directory is free: taking over after sequence {}", sequence);
        if (!following().follows(eventTail.lastEventId())) {
            return startAnew(data, keys, onFatal);
        }
        Server server = goOn(following(), data, keys, onFatal);
        LOG.info("took over in {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        return server;
    }

    private Server goOn(Following from, DataDirectory data, KeyLookup keys, Consumer<Throwable> onFatal) {
        Recovery recovery = from.recovery();
        Server server =
                Server.takeOver(data, recovery, from::drain, () -> from.eventQueue(data), options, keys, onFatal);
        serving = server;
        state = new StandbyState(Role.PRIMARY, recovery.engine().lastSequence(), 0, 0, 0, isRehearsed);
        return server;
    }

    /**
     * The primary was too far behind with its events, or did not write any: only a replay has them. The state is let go
     * of first, since there may not be room for two.
     */
    private Server startAnew(DataDirectory data, KeyLookup keys, Consumer<Throwable> onFatal) {
        LOG.warn("the event queue is too far behind to go on from here: replaying the journal");
        following().discard();
        following = null;
        Server server = Server.startOn(data, options, keys, onFatal);
        serving = server;
        state = new StandbyState(Role.PRIMARY, server.lastSequence(), 0, 0, 0, isRehearsed);
        return server;
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
