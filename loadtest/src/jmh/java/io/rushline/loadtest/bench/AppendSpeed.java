package io.rushline.loadtest.bench;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.bare.BareLoop;
import io.rushline.journal.replay.JournalFollower;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Batches through {@link JournalWriter}, and the same number of bytes in as many appends and forces without it, in turns.
 *
 * <p>The writer copies each command, sums up each batch and forces it; the bare loop has its bytes ready.
 */
final class AppendSpeed {
    private static final int COMMAND_BYTES = 90;
    private static final int[] BATCHES = {16, 256, 2_048};
    private static final int ROUNDS = 11;

    private final Path directory;
    private final int roundBytes;
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[COMMAND_BYTES]);
    private long sequence;
    private long nowMs = 1_790_000_000_000L;

    AppendSpeed(Path directory, boolean isQuick) {
        this.directory = directory;
        roundBytes = (isQuick ? 4 : 24) * 1024 * 1024;
        new Random(1).nextBytes(command.byteArray());
    }

    void measure(Map<String, Figure> figures) throws IOException {
        System.out.printf(Locale.ROOT, "%8s %14s %14s %8s%n", "batch", "journal MB/s", "bare MB/s", "ratio");
        List<Double> all = new ArrayList<>();
        try (DataDirectory data = DataDirectory.open(directory.resolve("appended"));
                JournalWriter writer = JournalWriter.open(
                        data,
                        JournalFollower.replay(
                                data.journal(),
                                JournalPosition.START,
                                (sequence, timestampMs, buffer, offset, length) -> {}),
                        Durability.DISK)) {
            for (int batch : BATCHES) {
                all.addAll(measure(writer, batch));
            }
        }
        figures.put("journal.append.ratio-to-bare-loop", Rounds.figure(all, "ratio"));
    }

    private List<Double> measure(JournalWriter writer, int batch) throws IOException {
        int batchBytes = Excerpt.HEADER_BYTES + batch * (Excerpt.COMMAND_HEADER_BYTES + COMMAND_BYTES);
        int appends = Math.min(3_000, roundBytes / batchBytes);
        UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(batchBytes));
        List<Double> ratios = new ArrayList<>();
        List<Double> journal = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (BareLoop loop = new BareLoop(directory.resolve("bare-" + batch), bytes)) {
            // The first round of each warms up, and is not counted.
            for (int round = 0; round <= ROUNDS; round++) {
                double ofJournal = (double) appends * batchBytes / appendTo(writer, appends, batch);
                double ofLoop = (double) appends * batchBytes / appendTo(loop, appends);
                if (round > 0) {
                    journal.add(ofJournal * 1e3);
                    bare.add(ofLoop * 1e3);
                    ratios.add(ofJournal / ofLoop);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%8d %14.1f %14.1f %8.2f%n",
                batch,
                Rounds.figure(journal, "MB/s").value(),
                Rounds.figure(bare, "MB/s").value(),
                Rounds.figure(ratios, "ratio").value());
        return ratios;
    }

    /** Nanoseconds for so many batches. */
    private long appendTo(JournalWriter writer, int appends, int batch) {
        nowMs++;
        long startNs = System.nanoTime();
        for (int i = 0; i < appends; i++) {
            for (int j = 0; j < batch; j++) {
                writer.append(++sequence, nowMs, command, 0, COMMAND_BYTES);
            }
            writer.commit();
        }
        return System.nanoTime() - startNs;
    }

    private static long appendTo(BareLoop loop, int appends) throws IOException {
        long startNs = System.nanoTime();
        for (int i = 0; i < appends; i++) {
            loop.append();
        }
        return System.nanoTime() - startNs;
    }
}
