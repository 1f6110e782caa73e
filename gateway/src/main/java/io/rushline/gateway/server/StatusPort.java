package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.HttpOptions;
import io.rushline.gateway.http.HttpServer;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.listen.PortUnavailableException;
import io.rushline.gateway.metrics.Metrics;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Health checks and metrics of a standby, on a port of their own: the primary's port is still the primary's.
 *
 * <p>It stays open after the take-over, and says the same as the server's own port then.
 */
final class StatusPort implements AutoCloseable {
    private final HttpServer server;
    private final BlockingExecutor blocking;

    private StatusPort(HttpServer server, BlockingExecutor blocking) {
        this.server = server;
        this.blocking = blocking;
    }

    /** @param metrics those that count at the moment */
    static StatusPort open(String bind, int port, Supplier<StandbyState> state, Supplier<Metrics> metrics)
            throws PortUnavailableException {
        Router router = new Router();
        router.open(Method.GET, "/healthz", exchange -> exchange.json(200, json -> json.field("status", "alive")));
        router.open(Method.GET, "/readyz", exchange -> answer(exchange, state.get()));
        BlockingExecutor blocking = new BlockingExecutor("status");
        router.open(Method.GET, "/metrics", exchange -> metrics.get().answer(exchange))
                .blocking(blocking);
        HttpOptions options = HttpOptions.port(port).bind(bind).eventLoops(1);
        try {
            return new StatusPort(HttpServer.start(options, router, ApiKeys.none()), blocking);
        } catch (PortUnavailableException e) {
            blocking.close();
            throw e;
        }
    }

    private static void answer(Exchange exchange, StandbyState state) {
        if (state.isReady()) {
            exchange.json(200, json -> json.field("status", "ready"));
            return;
        }
        exchange.json(
                503,
                json -> json.field("status", state.role().name().toLowerCase(Locale.ROOT))
                        .field("sequence", state.sequence())
                        .field("lagMs", state.lagMs())
                        .field("primarySequence", state.primarySequence())
                        .field("heartbeatStillMs", state.heartbeatStillMs())
                        .field("rehearsed", state.isRehearsed()));
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        blocking.close();
    }
}
