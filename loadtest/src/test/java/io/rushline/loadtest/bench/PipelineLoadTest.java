package io.rushline.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.journal.Excerpt;
import io.rushline.journal.append.Durability;
import io.rushline.journal.audit.ExcerptHandler;
import io.rushline.journal.audit.JournalScan;
import io.rushline.journal.audit.ScanProgress;
import io.rushline.journal.audit.ScanReport;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.collections.MutableLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoadTest {
    private static final int COMMANDS = 20_000;

    @TempDir
    private Path directory;

    @Test
    void shouldJournalAndAnswerEveryCommandInTheBatchesThatItTellsOf() {
        MixedShape shape = new MixedShape(Hall.THEATRE, 1, 4, false, 1 << 9);
        MixedWorkload workload = new MixedWorkload(shape, 10, 0);
        // The first round ends what never began, which would be refused.
        for (int i = 0; i < shape.commands(); i++) {
            workload.play();
        }
        int[] lengthsBytes;
        try (PipelineLoad load = new PipelineLoad(workload, directory, Durability.DISK)) {
            assertThat(load.saturated(COMMANDS)).isPositive();
            assertThat(load.paced(100_000, COMMANDS).getTotalCount()).isEqualTo(COMMANDS);
            lengthsBytes = load.takeBatchLengths();
        }
        MutableLong bytes = new MutableLong();
        ExcerptHandler all = ExcerptHandler.commandsUntil(
                Long.MAX_VALUE,
                (sequence, timestampMs, command, offset, length) ->
                        bytes.addAndGet(Excerpt.COMMAND_HEADER_BYTES + length));
        ScanReport report = new JournalScan(directory.resolve("journal"), 0, all, ScanProgress.NONE).scan();
        assertThat(report.commands()).isEqualTo(2 * COMMANDS);
        assertThat(Arrays.stream(lengthsBytes).asLongStream().sum())
                .isEqualTo(bytes.get() + (long) Excerpt.HEADER_BYTES * lengthsBytes.length);
    }
}
