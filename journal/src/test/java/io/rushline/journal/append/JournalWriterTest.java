package io.rushline.journal.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.ChildProcess;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.TestJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWriterTest {
    @TempDir
    Path root;

    @Test
    void shouldForceEachCommitWhenDurabilityIsDisk() {
        try (TestJournal journal = new TestJournal(root);
                JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 3, 1_000);
            assertThat(writer.forcer().count()).isEqualTo(3);

            journal.batches(writer, 2, 1_000 + TestJournal.HOUR_MS);
            assertThat(writer.forcer().count()).isEqualTo(5);

            writer.commit();
            assertThat(writer.forcer().count()).as("nothing to commit").isEqualTo(5);
        }
    }

    @Test
    void shouldForceNothingWhenDurabilityIsCache() {
        try (TestJournal journal = new TestJournal(root)) {
            try (JournalWriter writer = journal.reopen(Durability.CACHE)) {
                journal.batches(writer, 3, 1_000);
                assertThat(writer.forcer().count()).isZero();
            }
            assertThat(journal.replayed()).isEqualTo(journal.written());
        }
    }

    @Test
    void shouldTakeNoMoreWhenForceHasFailed() throws IOException {
        try (TestJournal journal = new TestJournal(root)) {
            JournalWriter writer = journal.reopen(Durability.DISK);
            journal.batches(writer, 1, 1_000);
            // A closed descriptor fails as a broken disk does.
            writer.forcer().close();

            assertThatThrownBy(() -> journal.batches(writer, 1, 1_000))
                    .hasMessageContaining("Cannot force the journal");
            assertThatThrownBy(writer::commit).hasMessageContaining("has failed and takes no more");
            assertThatThrownBy(() -> journal.append(writer, new Random(1), 2_000, 10))
                    .hasMessageContaining("has failed and takes no more");
            writer.close();
        }
    }

    @Test
    void shouldContinueWhenLastWriterWasKilledInsideDocument() throws Exception {
        Process writerProcess = ChildProcess.start(root, "open document");
        try {
            assertThat(ChildProcess.firstLine(writerProcess)).isEqualTo("open");
        } finally {
            writerProcess.destroyForcibly();
            assertThat(writerProcess.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }

        try (TestJournal journal = new TestJournal(root)) {
            assertThat(journal.replay(new ArrayList<>()).lastSequence()).isEqualTo(50);
            try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                journal.batches(writer, 2, 2_000);
            }
            assertThat(journal.replay(new ArrayList<>()).lastSequence()).isEqualTo(70);
        }
    }

    @Test
    void shouldContinueWhenStaleQueueLockNamesLiveProcess() throws IOException {
        try (TestJournal journal = new TestJournal(root)) {
            try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                journal.batches(writer, 2, 1_000);
            }
            // The open document holds the queue's own lock in the name of this process, as if a dead writer's process
            // id were in use again.
            try (SingleChronicleQueue abandoned = JournalQueue.open(journal.directory(), () -> 1_000)) {
                ExcerptAppender appender = abandoned.createAppender();
                appender.writingDocument();
                try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                    journal.batches(writer, 2, 2_000);
                }
            }

            assertThat(journal.replayed()).isEqualTo(journal.written());
        }
    }
}
