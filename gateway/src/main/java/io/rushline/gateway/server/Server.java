package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.StartEpochEncoder;
import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.binary.BinaryFeed;
import io.rushline.gateway.binary.BinaryOptions;
import io.rushline.gateway.binary.BinaryServer;
import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.http.HttpOptions;
import io.rushline.gateway.http.HttpServer;
import io.rushline.gateway.http.PortUnavailableException;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataDirectoryLockedException;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.JournalReader;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.SystemEpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One primary in this process.
 *
 * <pre>
 *   lock the data directory --&gt; replay the journal --&gt; start the pipeline, raise the epoch
 *     --&gt; complete the catalogue --&gt; fill the demo --&gt; open the ports
 * </pre>
 *
 * <p>Closing goes the other way: requests in progress are answered, the ring is drained, then files are closed.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final EngineLimits limits = EngineLimits.SERVER;
    private final Engine engine = new Engine(limits, new SecureRandom().nextLong());
    private int httpPort;
    private int binaryPort;

    private Server() {}

    /**
     * Starts a server; when this returns it answers.
     *
     * @param onFatal told when the pipeline failed; must end the process
     * @throws CouldNotRunException saying in one line what is in the way
     */
    public static Server start(ServerOptions options, ApiKeys keys, Consumer<Throwable> onFatal) {
        Server server = new Server();
        try {
            server.open(options, keys, onFatal);
            return server;
        } catch (DataDirectoryLockedException | JournalCorruptException | PortUnavailableException e) {
            server.close();
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            server.close();
            throw new CouldNotRunException("can't use the data directory " + options.data() + ": " + e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** The port of HTTP. */
    public int httpPort() {
        return httpPort;
    }

    /** The port of the binary protocol. */
    public int binaryPort() {
        return binaryPort;
    }

    /** The engine's state; only to be asked before {@link #start} returned or after {@link #close}. */
    long stateHash() {
        return engine.stateHash();
    }

    @Override
    public void close() {
        stop();
    }

    /** Closes everything; false when something did not end as it should. Only the first call does anything. */
    boolean stop() {
        boolean isOrderly = true;
        while (!closeables.isEmpty()) {
            try {
                closeables.pop().close();
            } catch (Exception e) {
                LOG.error("while stopping", e);
                isOrderly = false;
            }
        }
        if (isOrderly) {
            LOG.info("stopped after sequence {}, state hash {}", engine.lastSequence(), Long.toHexString(stateHash()));
        }
        return isOrderly;
    }

    private void open(ServerOptions options, ApiKeys keys, Consumer<Throwable> onFatal)
            throws IOException, PortUnavailableException {
        HttpOptions http = HttpOptions.port(options.httpPort()).bind(options.bind());
        HttpServer.requireFreePort(http);
        HttpServer.requireFreePort(HttpOptions.port(options.binaryPort()).bind(options.bind()));
        DataDirectory data = closing(DataDirectory.open(options.data()));
        SignedIds ids = SignedIds.open(data.keys());
        Views views = closing(new Views(limits.maxEndedHolds()));
        ReplaySummary replayed = replay(data, views);
        JournalWriter journal = closing(JournalWriter.open(data, replayed, options.durability()));
        BinaryFeed feed = new BinaryFeed(views);
        Pipeline pipeline = closing(Pipeline.builder(engine, journal, feed)
                .clock(SystemEpochClock.INSTANCE)
                .onFatal(onFatal)
                .start());
        DirectCommands commands = new DirectCommands(pipeline);
        commands.tell(buffer -> startEpoch(buffer, journal.epoch(), limits));
        Catalogue catalogue = closing(Catalogue.open(data.root()));
        CatalogueCopy.complete(views, catalogue);
        if (options.isDemo()) {
            new DemoFill(data, views, catalogue, commands).fillWhenEmpty(SystemEpochClock.INSTANCE.time());
        }
        BlockingExecutor reading = closing(new BlockingExecutor("catalogue-read"));
        BlockingExecutor blocking = closing(new BlockingExecutor("catalogue"));
        Routes routes = new Routes(views, catalogue, ids, pipeline, blocking, reading);
        BinaryServer binary = closing(BinaryServer.start(
                BinaryOptions.port(options.binaryPort()).bind(options.bind()),
                feed,
                pipeline,
                views,
                ids,
                keys,
                routes::refreshCopy));
        binaryPort = binary.port();
        HttpServer server = closing(HttpServer.start(http, routes.router(), keys));
        httpPort = server.port();
    }

    private ReplaySummary replay(DataDirectory data, Views views) {
        long startedNanos = System.nanoTime();
        Outbox outbox = new Outbox();
        ReplaySummary summary = new JournalReader(data.journal())
                .replay((sequence, timestampMs, buffer, offset, length) -> {
                    engine.apply(sequence, timestampMs, buffer, offset, length, outbox);
                    outbox.forEachEvent(views::onEvent);
                });
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        LOG.info(
                "replayed {} commands in {} ms, state hash {}",
                engine.lastSequence(),
                tookMs,
                Long.toHexString(stateHash()));
        return summary;
    }

    /** The limits are journaled, so that whoever replays this journal needs to know no others. */
    private static int startEpoch(MutableDirectBuffer buffer, long epoch, EngineLimits limits) {
        StartEpochEncoder message = new StartEpochEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).epoch(epoch);
        limits.encode(message);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        closeables.push(closeable);
        return closeable;
    }
}
