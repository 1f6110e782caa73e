package io.rushline.gateway.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.rushline.gateway.http.AnsweredRequest;
import io.rushline.gateway.http.RequestObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Requests by method, route, status and code: how many, and how long they took together.
 *
 * <p>Whatever fits no route is one series a status, whichever path and method it names.
 *
 * <p>Threading: any thread. Allocation: the key of a look-up for each request.
 */
final class RequestCounts implements RequestObserver, Collector {
    private final Map<Kind, Count> counts = new ConcurrentHashMap<>();

    private record Kind(String method, String route, int status, String code) {}

    private static final class Count {
        private final LongAdder requests = new LongAdder();
        private final LongAdder tookNs = new LongAdder();
    }

    @Override
    public void onAnswered(AnsweredRequest request) {
        boolean isRouted = !request.route().isEmpty();
        Kind kind = new Kind(isRouted ? request.method() : "", request.route(), request.status(), request.code());
        Count count = counts.get(kind);
        if (count == null) {
            count = counts.computeIfAbsent(kind, ignored -> new Count());
        }
        count.requests.increment();
        count.tookNs.add(request.tookNs());
    }

    @Override
    public MetricSnapshot collect() {
        SummarySnapshot.Builder snapshot = SummarySnapshot.builder()
                .name("rushline_http_requests_seconds")
                .help("Answered requests, and the time from their heads to their answers");
        counts.forEach((kind, count) -> snapshot.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                .labels(Labels.of(
                        "method", kind.method(),
                        "route", kind.route(),
                        "status", Integer.toString(kind.status()),
                        "code", kind.code()))
                .count(count.requests.sum())
                .sum(count.tookNs.sum() / (double) TimeUnit.SECONDS.toNanos(1))
                .build()));
        return snapshot.build();
    }
}
