package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.http.CorsPolicy;
import io.rushline.gateway.http.Route;
import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.journal.append.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The whole server in this process, on a free port, with a client. */
final class TestServer implements AutoCloseable {
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Server server;
    private final Api api;

    private TestServer(ServerOptions options) {
        this(options, ApiKeys.demo());
    }

    private TestServer(ServerOptions options, KeyLookup keys) {
        server = Server.start(options, keys, failure::set);
        api = new Api(server.httpPort());
    }

    /** Starts with options of one's own. */
    static TestServer start(ServerOptions options) {
        return new TestServer(options);
    }

    /** Starts on a data directory, new or used; without waiting for the disk, which only costs time here. */
    static TestServer start(Path data) {
        return new TestServer(quick(data).build());
    }

    /** Starts as {@code serve} does when nothing else is said. */
    static TestServer startDurable(Path data) {
        return new TestServer(ServerOptions.on(data, Durability.DISK).build());
    }

    /** Starts where a client of the binary protocol expects it. */
    static TestServer startDurable(Path data, int binaryPort) {
        return new TestServer(
                ServerOptions.on(data, Durability.DISK).ports(0, binaryPort).build());
    }

    /** Starts with limits, and believes what this machine's proxies say. */
    static TestServer startLimited(Path data, LimitOptions limits) {
        TrustedProxies loopback = TrustedProxies.of(List.of("127.0.0.0/8"), TrustedProxies.Style.X_FORWARDED_FOR);
        return new TestServer(quick(data).limits(limits).proxies(loopback).build());
    }

    /** Starts with an access log. */
    static TestServer startLogging(Path data, Path accessLog) {
        return new TestServer(quick(data).accessLog(Optional.of(accessLog)).build());
    }

    /** Starts with keys of one's own, and those of the demo among them. */
    static TestServer startWithKeys(Path data, KeyLookup keys) {
        return new TestServer(quick(data).build(), keys);
    }

    /** Starts for pages of other origins, too. */
    static TestServer startForPages(Path data, CorsPolicy cors) {
        return new TestServer(quick(data).cors(cors).build());
    }

    static TestServer startDemo(Path data) {
        return new TestServer(quick(data).demo(true).build());
    }

    private static ServerOptions.Builder quick(Path data) {
        return ServerOptions.on(data, Durability.CACHE);
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
