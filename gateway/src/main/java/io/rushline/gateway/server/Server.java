package io.rushline.gateway.server;

import io.rushline.engine.EngineLimits;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.binary.BinaryOptions;
import io.rushline.gateway.binary.BinaryServer;
import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.event.EventRoutes;
import io.rushline.gateway.event.EventStreams;
import io.rushline.gateway.event.SeatHistoryRoutes;
import io.rushline.gateway.http.HttpOptions;
import io.rushline.gateway.http.HttpServer;
import io.rushline.gateway.http.Reception;
import io.rushline.gateway.http.RequestObserver;
import io.rushline.gateway.http.Route;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.listen.Listener;
import io.rushline.gateway.listen.PortUnavailableException;
import io.rushline.gateway.log.AccessLog;
import io.rushline.gateway.metrics.Metrics;
import io.rushline.gateway.reservation.ReplyBatches;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataDirectoryLockedException;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.event.EventsDamagedException;
import io.rushline.journal.replay.ReplaySummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One primary in this process, with all that is around it.
 *
 * <pre>
 *   serve:     lock the data directory --&gt; replay the journal   --\
 *                                                                 +--&gt; {@link Primary} --&gt; complete the catalogue
 *   standby:   follow --&gt; the lock is free --&gt; drain             --/       --&gt; fill the demo --&gt; open the ports
 * </pre>
 *
 * <p>Closing goes the other way: requests in progress are answered, the ring is drained, then files are closed,
 * and a snapshot is written.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** A process that is killed loses its lock before its last socket: 54 ms with 9,000 connections. */
    private static final Duration TAKE_OVER_PORT_PATIENCE = Duration.ofSeconds(10);

    private final Parts parts = new Parts();
    private final ServerOptions options;
    private final HttpOptions http;
    private @Nullable Primary primary;
    private @Nullable Metrics metrics;
    private Duration portPatience = Duration.ZERO;
    private int httpPort;
    private List<Route> routes = List.of();
    private int binaryPort;

    private Server(ServerOptions options) {
        this.options = options;
        HttpOptions plain = HttpOptions.port(options.httpPort()).bind(options.bind());
        http = options.tls().map(plain::tls).orElse(plain);
    }

    /** The steps of a start, any of which may find that it can't be done. */
    @FunctionalInterface
    private interface Steps {
        void take(Server server) throws IOException, PortUnavailableException;
    }

    /**
     * Starts a server; when this returns it answers.
     *
     * @param onFatal told when the pipeline failed; must end the process
     * @throws CouldNotRunException saying in one line what is in the way
     */
    public static Server start(ServerOptions options, KeyLookup keys, Consumer<Throwable> onFatal) {
        return start(options, server -> {
            Listener.requireFreePort(server.http.listen());
            Listener.requireFreePort(BinaryOptions.port(options.binaryPort())
                    .bind(options.bind())
                    .listen());
            DataDirectory data = server.parts.add(DataDirectory.open(options.data()));
            server.recover(data, keys, onFatal);
        });
    }

    /**
     * Starts a server on a directory that a standby has taken and can't go on from where it has followed to.
     *
     * @param data just taken; closed with the server
     * @throws CouldNotRunException saying in one line what is in the way
     */
    static Server startOn(DataDirectory data, ServerOptions options, KeyLookup keys, Consumer<Throwable> onFatal) {
        return start(options, server -> {
            server.parts.add(data);
            server.portPatience = TAKE_OVER_PORT_PATIENCE;
            server.recover(data, keys, onFatal);
        });
    }

    /**
     * Starts a server where a standby has followed to; when this returns it answers.
     *
     * @param data just taken; closed with the server
     * @param recovery the standby's state; closed with the server
     * @param drain brings the state to the journal's end
     * @param eventQueue opens the queue of events, complete up to there
     * @throws CouldNotRunException saying in one line what is in the way
     */
    static Server takeOver(
            DataDirectory data,
            Recovery recovery,
            Supplier<ReplaySummary> drain,
            Supplier<EventLog> eventQueue,
            ServerOptions options,
            KeyLookup keys,
            Consumer<Throwable> onFatal) {
        return start(options, server -> {
            server.parts.add(data);
            server.portPatience = TAKE_OVER_PORT_PATIENCE;
            server.promote(data, recovery, drain, eventQueue, keys, onFatal);
        });
    }

    private static Server start(ServerOptions options, Steps steps) {
        Server server = new Server(options);
        try {
            steps.take(server);
            return server;
        } catch (DataDirectoryLockedException
                | JournalCorruptException
                | EventsDamagedException
                | PortUnavailableException e) {
            server.close();
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            server.close();
            throw new CouldNotRunException(
                    "can't use the data directory " + options.data() + ": " + FileFailure.text(e));
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private void recover(DataDirectory data, KeyLookup keys, Consumer<Throwable> onFatal)
            throws IOException, PortUnavailableException {
        EventLog events = parts.add(EventLog.open(data.files()));
        // A journal that carries no limits must be decided the same whatever the heap.
        EngineLimits unlessJournaled = options.engine().withMaxRequests(EngineLimits.SERVER.maxRequests());
        Recovery recovery =
                Recovery.begin(data.snapshots(), data.journal(), unlessJournaled, events.lastEventId(), events);
        Supplier<ReplaySummary> replay = () -> {
            ReplaySummary summary = recovery.replay(data);
            recovery.complete(events);
            return summary;
        };
        promote(data, recovery, replay, () -> events, keys, onFatal);
    }

    private void promote(
            DataDirectory data,
            Recovery recovery,
            Supplier<ReplaySummary> replay,
            Supplier<EventLog> eventQueue,
            KeyLookup keys,
            Consumer<Throwable> onFatal)
            throws IOException, PortUnavailableException {
        CatalogueOpening opening = parts.add(new CatalogueOpening(data.root()));
        Primary promoted = Primary.promote(
                data,
                recovery,
                replay,
                eventQueue,
                options.durability(),
                options.keptSnapshots(),
                options.engine(),
                onFatal,
                parts);
        primary = promoted;
        answer(promoted, opening, keys);
    }

    private void answer(Primary by, CatalogueOpening opening, KeyLookup keys)
            throws IOException, PortUnavailableException {
        SignedIds ids = SignedIds.open(by.data().keys(), by.data().files().disk());
        Catalogue catalogue = opening.catalogue();
        CatalogueCopy.complete(by.views(), catalogue);
        if (options.isDemo()) {
            new DemoFill(by.data(), by.views(), catalogue, new DirectCommands(by.pipeline()))
                    .fillWhenEmpty(SystemEpochClock.INSTANCE.time());
        }
        BlockingExecutor reading = parts.add(new BlockingExecutor("catalogue-read"));
        BlockingExecutor blocking = parts.add(new BlockingExecutor("catalogue"));
        Guard guard = new Guard(
                options.limits(), options.proxies()::isTrusted, SystemNanoClock.INSTANCE, SystemEpochClock.INSTANCE);
        by.views().watchHolds(guard.holdWatch());
        EventStreams streams = parts.add(new EventStreams(by.data().events(), by.events(), by.views(), ids));
        EventRoutes events = new EventRoutes(by.data().events(), by.events(), by.views(), ids, streams);
        SeatHistoryRoutes history = new SeatHistoryRoutes(by.data().events(), by.events(), by.views(), ids);
        ReplyBatches batches = new ReplyBatches();
        by.feed().atBatchEnd(batches::publish);
        Routes all = new Routes(
                by.views(), catalogue, ids, by.pipeline(), batches, blocking, reading, guard, events, history);
        Router router = all.router();
        Metrics counted = parts.add(new Metrics());
        metrics = counted;
        counted.add(by.pipeline());
        counted.add(by.views());
        counted.add(guard);
        counted.add(by.events(), streams);
        counted.register(router, reading);
        RequestObserver observer = guard.and(counted.requests());
        if (options.accessLog().isPresent()) {
            observer =
                    observer.and(parts.add(AccessLog.open(options.accessLog().get(), SystemEpochClock.INSTANCE, keys)));
        }
        BinaryServer binary = parts.add(BinaryServer.start(
                BinaryOptions.port(options.binaryPort())
                        .bind(options.bind())
                        .portPatience(portPatience)
                        .doorkeeper(guard.doorkeeper()),
                by.feed(),
                by.pipeline(),
                by.views(),
                ids,
                keys,
                guard,
                all::refreshCopy));
        counted.gauge("rushline.binary.connections", "Open binary connections", binary::connectionCount);
        binaryPort = binary.port();
        Reception reception = new Reception(keys, options.proxies(), guard, observer, options.cors());
        HttpServer server = parts.add(
                HttpServer.start(http.portPatience(portPatience).doorkeeper(guard.doorkeeper()), router, reception));
        counted.gauge(
                "rushline.http.commands.waiting", "Commands that wait for room in the ring", all::waitingCommands);
        counted.gauge("rushline.http.connections", "Open HTTP connections", server::connectionCount);
        httpPort = server.port();
        routes = router.routes();
    }

    /** The port of HTTP. */
    public int httpPort() {
        return httpPort;
    }

    /** What it answers. */
    List<Route> routes() {
        return routes;
    }

    /** The port of the binary protocol. */
    public int binaryPort() {
        return binaryPort;
    }

    /** What it counts. */
    Metrics metrics() {
        return Objects.requireNonNull(metrics, "nothing answers yet");
    }

    /** The last sequence whose outcome was handed out. */
    long lastSequence() {
        return Objects.requireNonNull(primary, "nothing was recovered")
                .pipeline()
                .publishedSequence();
    }

    /** The engine's state; only to be asked before {@link #start} returned or after {@link #close}. */
    long stateHash() {
        return Objects.requireNonNull(primary, "nothing was recovered").engine().stateHash();
    }

    @Override
    public void close() {
        stop();
    }

    /** Closes everything; false when something did not end as it should. Only the first call does anything. */
    boolean stop() {
        boolean isOrderly = parts.close();
        Primary stopped = primary;
        if (isOrderly && stopped != null) {
            LOG.info("stopped after sequence {}", stopped.engine().lastSequence());
        }
        return isOrderly;
    }
}
