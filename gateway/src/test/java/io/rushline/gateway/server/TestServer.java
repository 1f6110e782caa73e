package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.http.Route;
import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.journal.append.Durability;
import io.rushline.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The whole server in this process, on a free port, with a client. */
final class TestServer implements AutoCloseable {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Server server;
    private final Api api;

    private TestServer(Path data, Durability durability, boolean isDemo, int binaryPort) {
        this(new ServerOptions(
                data,
                "127.0.0.1",
                0,
                binaryPort,
                durability,
                SnapshotStore.DEFAULT_KEPT,
                LimitOptions.OFF,
                TrustedProxies.NONE,
                Optional.empty(),
                isDemo));
    }

    private TestServer(ServerOptions options) {
        this(options, ApiKeys.demo());
    }

    private TestServer(ServerOptions options, KeyLookup keys) {
        server = Server.start(options, keys, failure::set);
        api = new Api(server.httpPort());
    }

    /** Starts on a data directory, new or used; without waiting for the disk, which only costs time here. */
    static TestServer start(Path data) {
        return new TestServer(data, Durability.CACHE, false, 0);
    }

    /** Starts as {@code serve} does when nothing else is said. */
    static TestServer startDurable(Path data) {
        return new TestServer(data, Durability.DISK, false, 0);
    }

    /** Starts where a client of the binary protocol expects it. */
    static TestServer startDurable(Path data, int binaryPort) {
        return new TestServer(data, Durability.DISK, false, binaryPort);
    }

    /** Starts with limits, and believes what this machine's proxies say. */
    static TestServer startLimited(Path data, LimitOptions limits) {
        TrustedProxies loopback = TrustedProxies.of(List.of("127.0.0.0/8"), TrustedProxies.Style.X_FORWARDED_FOR);
        return new TestServer(new ServerOptions(
                data,
                "127.0.0.1",
                0,
                0,
                Durability.CACHE,
                SnapshotStore.DEFAULT_KEPT,
                limits,
                loopback,
                Optional.empty(),
                false));
    }

    /** Starts with an access log. */
    static TestServer startLogging(Path data, Path accessLog) {
        return new TestServer(new ServerOptions(
                data,
                "127.0.0.1",
                0,
                0,
                Durability.CACHE,
                SnapshotStore.DEFAULT_KEPT,
                LimitOptions.OFF,
                TrustedProxies.NONE,
                Optional.of(accessLog),
                false));
    }

    /** Starts with keys of one's own, and those of the demo among them. */
    static TestServer startWithKeys(Path data, KeyLookup keys) {
        return new TestServer(
                new ServerOptions(
                        data,
                        "127.0.0.1",
                        0,
                        0,
                        Durability.CACHE,
                        SnapshotStore.DEFAULT_KEPT,
                        LimitOptions.OFF,
                        TrustedProxies.NONE,
                        Optional.empty(),
                        false),
                keys);
    }

    static TestServer startDemo(Path data) {
        return new TestServer(data, Durability.CACHE, true, 0);
    }

    Api api() {
        return api;
    }

    List<Route> routes() {
        return server.routes();
    }

    int binaryPort() {
        return server.binaryPort();
    }

    /** The engine's state, once the server has stopped. */
    long stateHash() {
        return server.stateHash();
    }

    /** Stops the server, and fails when its pipeline has failed. */
    @Override
    public void close() {
        server.close();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("the pipeline failed", thrown);
        }
    }
}
