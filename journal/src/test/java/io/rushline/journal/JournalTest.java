package io.rushline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.pipeline.CommandJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long START_MS = 1_790_000_000_000L;

    @TempDir
    Path root;

    private TestJournal journal;

    @BeforeEach
    void open() {
        journal = new TestJournal(root);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void shouldReplayNothingWhenDirectoryIsEmpty() {
        ReplaySummary summary = journal.replay(new ArrayList<>());

        assertThat(summary.lastSequence()).isZero();
        assertThat(summary.lastEpoch()).isZero();
        assertThat(summary.tornTail()).isFalse();
    }

    @Test
    void shouldReplayWhatWasWrittenWhenFilesRoll() {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            for (int hour = 0; hour < 4; hour++) {
                journal.batches(writer, 300, START_MS + hour * 2L * TestJournal.HOUR_MS);
            }
        }

        ArrayList<TestJournal.Command> replayed = new ArrayList<>();
        ReplaySummary summary = journal.replay(replayed);

        assertThat(replayed).isEqualTo(journal.written());
        assertThat(journal.files()).hasSize(4);
        assertThat(summary.lastSequence()).isEqualTo(12_000);
        assertThat(summary.excerpts()).isEqualTo(1_200);
        assertThat(summary.lastTimestampMs()).isEqualTo(START_MS + 6 * TestJournal.HOUR_MS);
        assertThat(summary.tornTail()).isFalse();
    }

    @Test
    void shouldContinueWhenReopened() {
        for (int run = 0; run < 5; run++) {
            try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                journal.batches(writer, 7, START_MS + run * TestJournal.HOUR_MS / 2);
            }
        }

        ArrayList<TestJournal.Command> replayed = new ArrayList<>();
        ReplaySummary summary = journal.replay(replayed);

        assertThat(replayed).isEqualTo(journal.written());
        assertThat(summary.lastEpoch()).isEqualTo(5);
    }

    @Test
    void shouldCommitWhatWasAppendedWhenClosed() {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.append(writer, new Random(1), START_MS, 10);
        }

        assertThat(journal.replayed()).isEqualTo(journal.written());
    }

    @Test
    void shouldSplitBatchWhenItOutgrowsOneExcerpt() {
        Random random = new Random(3);
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            for (int i = 0; i < 40_000; i++) {
                journal.append(writer, random, START_MS, 8);
            }
            for (int i = 0; i < 5; i++) {
                journal.append(writer, random, START_MS, CommandJournal.MAX_COMMAND_BYTES - i);
                journal.append(writer, random, START_MS, 100);
            }
            writer.commit();
        }

        ArrayList<TestJournal.Command> replayed = new ArrayList<>();
        ReplaySummary summary = journal.replay(replayed);

        assertThat(replayed).isEqualTo(journal.written());
        assertThat(summary.excerpts()).isGreaterThan(3 + 5);
    }

    @Test
    void shouldReplayWhatWasWrittenWhenSizesAreRandom() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long timestampMs = START_MS;
        for (int run = 0; run < 3; run++) {
            try (JournalWriter writer = journal.reopen(random.nextBoolean() ? Durability.DISK : Durability.CACHE)) {
                for (int batch = random.nextInt(60); batch > 0; batch--) {
                    for (int i = random.nextInt(200); i > 0; i--) {
                        timestampMs += random.nextInt(1_000);
                        int bound = random.nextInt(100) == 0 ? 200_000 : 400;
                        journal.append(writer, random, timestampMs, random.nextInt(bound));
                    }
                    writer.commit();
                }
            }
            assertThat(journal.replayed()).as("seed %d, run %d", seed, run).isEqualTo(journal.written());
        }
    }

    @Test
    void shouldBeAQueueThatChronicleReadsByItself() throws IOException {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 7, START_MS);
            journal.batches(writer, 5, START_MS + TestJournal.HOUR_MS);
        }
        ReplaySummary summary = journal.replay(new ArrayList<>());

        long documents = 0;
        long lastIndex = -1;
        try (SingleChronicleQueue queue = JournalQueue.open(journal.directory(), () -> START_MS);
                ExcerptTailer tailer = queue.createTailer()) {
            DocumentContext document = tailer.readingDocument();
            while (document.isPresent()) {
                assertThat(document.wire().bytes().readLong()).isEqualTo(Excerpt.MAGIC);
                lastIndex = document.index();
                documents++;
                document.close();
                document = tailer.readingDocument();
            }
        }
        assertThat(documents).isEqualTo(summary.excerpts());
        assertThat(lastIndex).isEqualTo(summary.end().lastIndex());
    }

    @Test
    void shouldRefuseReplayWhenOlderEpochFollowsNewer() {
        ReplaySummary empty = journal.replay(new ArrayList<>());
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 2, START_MS);
            assertThat(writer.epoch()).isEqualTo(1);
        }
        ReplaySummary now = journal.replay(new ArrayList<>());
        ReplaySummary withOldEpoch = new ReplaySummary(
                now.lastSequence(),
                now.lastTimestampMs(),
                empty.lastEpoch() - 1,
                now.commands(),
                now.excerpts(),
                now.end());
        try (JournalWriter stale = JournalWriter.open(journal.dataDirectory(), withOldEpoch, Durability.DISK)) {
            journal.batches(stale, 1, START_MS);
        }

        assertThatThrownBy(() -> journal.replay(new ArrayList<>()))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("sequence 21: epoch 0 after epoch 1");
    }

    @Test
    void shouldRefuseWriterWhenJournalChangedSinceReplay() {
        ReplaySummary before = journal.replay(new ArrayList<>());
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 1, START_MS);
        }

        assertThatThrownBy(() -> JournalWriter.open(journal.dataDirectory(), before, Durability.DISK))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("sequence 1: nothing can be written behind it: the queue's last index is")
                .hasMessageContaining("as when it was replayed");
    }

    @Test
    void shouldRefuseCommandWhenItCannotFollow() {
        Random random = new Random(1);
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.append(writer, random, START_MS, 10);

            assertThatThrownBy(() -> journal.append(writer, random, START_MS - 1, 10))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> writer.append(7, START_MS, new org.agrona.concurrent.UnsafeBuffer(new byte[8]), 0, 8))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.append(writer, random, START_MS, CommandJournal.MAX_COMMAND_BYTES + 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        assertThat(journal.replayed()).isEqualTo(journal.written());
    }
}
