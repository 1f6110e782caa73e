package io.rushline.journal.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.TestJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queue maps a file in blocks, and the writer puts a record at an offset of the file: a record that begins in one block and
 * ends in the next is where the two ways to count could part.
 */
class BlockBoundaryTest {
    private static final int BOUNDARIES = 3;
    private static final long TIMESTAMP_MS = 1_000;
    private static final int COMMAND_BYTES = 30_000;

    @TempDir
    Path root;

    @Test
    void shouldReadAllBackWhenRecordsLieAcrossBlocks() throws IOException {
        Random random = new Random(20);
        try (TestJournal journal = new TestJournal(root)) {
            for (int boundary = 1; boundary <= BOUNDARIES; boundary++) {
                // Each writer maps the file anew, and goes on from where the last one ended.
                try (JournalWriter writer = journal.reopen(Durability.CACHE)) {
                    long until = (boundary * (long) JournalQueue.BLOCK_BYTES) + JournalQueue.BLOCK_BYTES / 2;
                    long bytes = (boundary - 1) * (long) JournalQueue.BLOCK_BYTES
                            + (boundary == 1 ? 0 : JournalQueue.BLOCK_BYTES / 2);
                    while (bytes < until) {
                        int length = COMMAND_BYTES + random.nextInt(COMMAND_BYTES);
                        journal.append(writer, random, TIMESTAMP_MS, length);
                        writer.commit();
                        bytes += length;
                    }
                }
                assertThat(journal.replayed()).isEqualTo(journal.written());
            }

            assertThat(journal.files()).hasSize(1);
            assertThat(boundariesWithinRecords(journal.files().get(0)))
                    .as("blocks that end within a record")
                    .isEqualTo(BOUNDARIES);
        }
    }

    /** Most of a file is within records, so almost any boundary is; the sizes above are of one seed and always the same. */
    private static long boundariesWithinRecords(Path file) throws IOException {
        List<Long> starts = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            content.order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at + Long.BYTES <= content.capacity(); at += Integer.BYTES) {
                if (content.getLong(at) == Excerpt.MAGIC) {
                    starts.add((long) at);
                }
            }
        }
        long within = 0;
        for (long boundary = JournalQueue.BLOCK_BYTES;
                boundary < starts.get(starts.size() - 1);
                boundary += JournalQueue.BLOCK_BYTES) {
            long edge = boundary;
            boolean beginsAtEdge = starts.stream().anyMatch(start -> Math.abs(start - edge) < Long.BYTES);
            within += beginsAtEdge ? 0 : 1;
        }
        return within;
    }
}
