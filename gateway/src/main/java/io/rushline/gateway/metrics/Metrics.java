package io.rushline.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rushline.gateway.event.EventRecorder;
import io.rushline.gateway.event.EventStreams;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.RequestObserver;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.limit.Offence;
import io.rushline.gateway.view.Views;
import io.rushline.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * All metrics of a server, and the route over them.
 *
 * <p>Threading: put together by one thread, read by any.
 */
public final class Metrics implements AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RequestCounts requests = new RequestCounts();
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Metrics of the process, and of the requests that {@link #requests} hears of. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        registry.getPrometheusRegistry().register(requests);
    }

    /** Counts answered requests. */
    public RequestObserver requests() {
        return requests;
    }

    /** Adds what the pipeline does. */
    public void add(Pipeline pipeline) {
        registry.getPrometheusRegistry().register(new PipelineCollector(pipeline.figures()));
        gauge("rushline.ring.capacity", "Commands that may be on their way at once", pipeline::capacity);
        gauge("rushline.ring.occupied", "Commands on their way now", () ->
                (int) (pipeline.capacity() - pipeline.remainingCapacity()));
        Gauge.builder("rushline.sequence", pipeline, Pipeline::publishedSequence)
                .description("The last sequence whose outcome was handed out")
                .register(registry);
    }

    /** Adds what readers see. */
    public void add(Views views) {
        gauge(
                "rushline.shows",
                "Shows that are not archived",
                () -> views.shows().size());
        gauge("rushline.holds", "Holds that have their seats and are not booked", views::heldCount);
        gauge("rushline.waiters", "Parties in all lines together", views::waitingCount);
        gauge("rushline.lines", "Shows that somebody waits for", views::lineCount);
        gauge("rushline.line.longest", "Parties in the longest line", views::longestLine);
        gauge(
                "rushline.seat.streams",
                "Streams that follow the seats of a show",
                () -> views.seatFeeds().followerCount());
        gauge(
                "rushline.long.polls",
                "Requests that wait for news of a waiter",
                () -> views.waits().listenerCount());
    }

    /** Adds whom the guard turned away. */
    public void add(Guard guard) {
        counter("rushline.limited.requests", "Requests answered with RATE_LIMITED", guard, Guard::limitedCount);
        counter("rushline.blocked.requests", "Requests answered with CLIENT_BLOCKED", guard, Guard::blockedCount);
        counter(
                "rushline.refused.connections",
                "Connections refused since their address had too many",
                guard,
                Guard::refusedConnectionCount);
        for (Offence offence : Offence.values()) {
            FunctionCounter.builder(
                            "rushline.alerts", guard, from -> from.alerts().count(offence))
                    .description("Clients and customers that were locked out")
                    .tag("offence", offence.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Adds how far a standby is behind its primary. */
    public void standby(LongSupplier lagCommands, LongSupplier lagMs, LongSupplier sequence, LongSupplier snapshot) {
        gauge("rushline.standby.lag.commands", "Commands the primary published and this one has not", lagCommands);
        gauge("rushline.standby.lag.ms", "How long ago all that was there had been read, in milliseconds", lagMs);
        gauge("rushline.standby.sequence", "The last sequence that was followed", sequence);
        gauge("rushline.standby.snapshot.sequence", "The sequence of the last snapshot written, 0 before", snapshot);
    }

    /** Adds how far the queue of events is. */
    public void add(EventRecorder recorder, EventStreams streams) {
        Gauge.builder("rushline.event", recorder, EventRecorder::lastEventId)
                .description("The last event in the queue, -1 while that is not open")
                .register(registry);
        Gauge.builder("rushline.event.waiting.bytes", recorder, EventRecorder::waitingBytes)
                .description("Events that are not in the queue yet, in bytes")
                .register(registry);
        gauge("rushline.event.streams", "Streams of all events", streams::count);
    }

    /** Adds a number that goes up and down. */
    public void gauge(String name, String description, LongSupplier value) {
        Gauge.builder(name, () -> (double) value.getAsLong())
                .description(description)
                .register(registry);
    }

    /**
     * {@code GET /metrics}, which needs no key.
     *
     * @param blocking collecting takes some milliseconds
     */
    public void register(Router router, Executor blocking) {
        router.open(Method.GET, "/metrics", this::answer).blocking(blocking).compressed();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    /** Answers a request for them. */
    public void answer(Exchange exchange) {
        exchange.refuseQuery();
        exchange.respond(200, CONTENT_TYPE, registry.scrape().getBytes(StandardCharsets.UTF_8));
    }

    private <T> void counter(String name, String description, T from, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, from, value).description(description).register(registry);
    }
}
