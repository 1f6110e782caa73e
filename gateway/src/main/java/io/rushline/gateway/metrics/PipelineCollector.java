package io.rushline.gateway.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rushline.engine.protocol.Code;
import io.rushline.pipeline.Histogram;
import io.rushline.pipeline.PipelineFigures;
import java.util.concurrent.TimeUnit;

/** The pipeline's figures in Prometheus' form. */
final class PipelineCollector implements MultiCollector {
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PipelineFigures figures;

    PipelineCollector(PipelineFigures figures) {
        this.figures = figures;
    }

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.of(
                commands(),
                CounterSnapshot.builder()
                        .name("rushline_commands_turned_away")
                        .help("Commands that were not taken, since the ring was full")
                        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                                .value((double) figures.turnedAway())
                                .build())
                        .build(),
                histogram(
                        "rushline_command_durable_seconds",
                        "From a command's arrival at the ring to its being in the journal; one command in eight",
                        figures.durableNs(),
                        NS_PER_SECOND),
                histogram(
                        "rushline_command_replied_seconds",
                        "From a command's arrival at the ring to its reply's leaving it; one command in eight",
                        figures.publishedNs(),
                        NS_PER_SECOND),
                histogram(
                        "rushline_journal_commit_seconds",
                        "Writing a batch to the journal and forcing it",
                        figures.commitNs(),
                        NS_PER_SECOND),
                histogram("rushline_journal_batch_commands", "Commands of a batch", figures.batchSizes(), 1));
    }

    private MetricSnapshot commands() {
        CounterSnapshot.Builder snapshot = CounterSnapshot.builder()
                .name("rushline_commands")
                .help("Commands by what they were and were answered");
        for (int templateId = 0; templateId < PipelineFigures.MAX_NUMBER; templateId++) {
            for (int code = 0; code < PipelineFigures.MAX_NUMBER; code++) {
                long count = figures.commands(templateId, code);
                if (count > 0) {
                    snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(Labels.of(
                                    "command",
                                    CommandNames.name(templateId),
                                    "code",
                                    Code.get((short) code).name()))
                            .value((double) count)
                            .build());
                }
            }
        }
        return snapshot.build();
    }

    private static MetricSnapshot histogram(String name, String help, Histogram histogram, double unit) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < histogram.bucketCount(); bucket++) {
            long bound = histogram.upperBound(bucket);
            buckets.bucket(bound == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : bound / unit, histogram.count(bucket));
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(histogram.sum() / unit)
                        .build())
                .build();
    }
}
