package io.rushline.journal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SaleClosedEncoder;
import io.rushline.engine.protocol.SnapshotStartEncoder;
import io.rushline.journal.Disk;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.TestJournal;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.replay.ReplaySummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four hours of ten commands each, an epoch an hour, with snapshots behind commands 10, 20 and 35. */
class JournalPruningTest {
    private static final long START_MS = 1_790_000_000_000L;

    @TempDir
    Path root;

    private TestJournal journal;

    @BeforeEach
    void write() {
        journal = new TestJournal(root);
        for (int hour = 0; hour < 4; hour++) {
            append(hour);
        }
        snapshot(10, 1);
        snapshot(20, 2);
        snapshot(35, 4);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void shouldRemoveWhatTheKeptSnapshotsDoNotNeedAndGoOn() {
        List<Path> files = journal.files();
        JournalPruning pruning = plan(2).orElseThrow();
        assertThat(pruning.files()).containsExactly(snapshots().get(2), files.get(0));
        assertThat(pruning.firstKeptSequence()).isEqualTo(11);

        pruning.remove(Disk.SYSTEM);

        assertThat(journal.files()).isEqualTo(files.subList(1, 4));
        assertThat(snapshots()).hasSize(2);
        assertThat(plan(2).orElseThrow().files()).isEmpty();
        ReplaySummary end = journal.replay(position(20, 2), new ArrayList<>());
        assertThat(end.commands()).isEqualTo(20);
        try (JournalWriter writer = JournalWriter.open(journal.dataDirectory(), end, Durability.DISK)) {
            journal.batches(writer, 1, START_MS + 4 * TestJournal.HOUR_MS);
        }
        List<TestJournal.Command> commands = new ArrayList<>();
        journal.replay(position(35, 4), commands);
        assertThat(commands).isEqualTo(journal.written().subList(35, 50));
        assertThatThrownBy(journal::replayed)
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("sequence 1:");
    }

    @Test
    void shouldKeepTheHourOfTheOnlySnapshot() {
        List<Path> files = journal.files();
        JournalPruning pruning = plan(1).orElseThrow();

        pruning.remove(Disk.SYSTEM);

        assertThat(journal.files()).isEqualTo(files.subList(3, 4));
        assertThat(pruning.firstKeptSequence()).isEqualTo(31);
        assertThat(snapshots()).hasSize(1);
    }

    @Test
    void shouldNotCountADamagedSnapshot() throws IOException {
        Path newest = snapshots().get(0);
        TestJournal.flip(newest, Files.size(newest) - 1);

        JournalPruning pruning = plan(1).orElseThrow();

        assertThat(pruning.damaged()).containsExactly(newest);
        assertThat(pruning.firstKeptSequence()).isEqualTo(11);
        assertThat(pruning.files())
                .containsExactly(snapshots().get(2), journal.files().get(0));
        assertThat(plan(3)).isEmpty();
    }

    @Test
    void shouldRemoveNothingWhenAStartFromTheOldestKeptOneWouldBeRefused() throws IOException {
        Path hour = journal.files().get(2);
        TestJournal.flip(hour, TestJournal.recordOffset(hour, 0) + 50);

        assertThatThrownBy(() -> plan(2)).isInstanceOf(JournalCorruptException.class);
        assertThat(plan(1)).isPresent();
    }

    @Test
    void shouldRemoveEventsUpToTheOldestKeptSnapshotOnceTheyAreAllThere() throws IOException {
        engineSnapshot(36, 4, 50);
        assertThatThrownBy(() -> plan(1))
                .isInstanceOf(EventsBehindException.class)
                .hasMessageContaining("ends with event 0", "behind event 50");
        events(1, 30, 50, 55);
        List<EventFile> files = EventFile.list(journal.dataDirectory().events());
        assertThat(files).extracting(EventFile::firstEventId).containsExactly(1L, 31L, 51L);

        assertThat(plan(1).orElseThrow().files())
                .contains(files.get(0).path(), files.get(1).path())
                .doesNotContain(files.get(2).path());
    }

    @Test
    void shouldRemoveNothingWhenTheQueueIsNotWholeUpToTheOldestKeptSnapshot() throws IOException {
        engineSnapshot(36, 4, 50);
        events(1, 30, 50);
        Path last = EventFile.list(journal.dataDirectory().events()).get(1).path();
        TestJournal.flip(last, Files.size(last) - 1);

        assertThatThrownBy(() -> plan(1))
                .isInstanceOf(EventsBehindException.class)
                .hasMessageContaining("ends with event 30", "behind event 50");
    }

    /** Files that end with each of these events but the first. */
    private void events(long first, long... ends) {
        UnsafeBuffer event = new UnsafeBuffer(new byte[64]);
        long next = first;
        try (EventLog log = EventLog.open(journal.dataDirectory().events(), 1, Disk.SYSTEM)) {
            for (long end : ends) {
                for (; next <= end; next++) {
                    new SaleClosedEncoder()
                            .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                            .eventId(next);
                    log.onEvent(0, 0, event, 0, MessageHeaderEncoder.ENCODED_LENGTH + SaleClosedEncoder.BLOCK_LENGTH);
                }
                log.flush();
            }
        }
    }

    private void engineSnapshot(long sequence, long epoch, long lastEventId) {
        UnsafeBuffer part = new UnsafeBuffer(new byte[256]);
        new SnapshotStartEncoder()
                .wrapAndApplyHeader(part, 0, new MessageHeaderEncoder())
                .lastEventId(lastEventId);
        try (SnapshotFileWriter writer = store().begin(position(sequence, epoch))) {
            writer.onPart(part, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotStartEncoder.BLOCK_LENGTH);
            writer.complete(sequence);
        }
    }

    private void append(int hour) {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 1, START_MS + hour * TestJournal.HOUR_MS);
        }
    }

    private void snapshot(long sequence, long epoch) {
        try (SnapshotFileWriter writer = store().begin(position(sequence, epoch))) {
            writer.onPart(new UnsafeBuffer(new byte[8]), 0, 8);
            writer.complete(sequence);
        }
    }

    private static JournalPosition position(long sequence, long epoch) {
        return new JournalPosition(sequence, epoch, START_MS + (epoch - 1) * TestJournal.HOUR_MS);
    }

    private Optional<JournalPruning> plan(int kept) {
        return JournalPruning.plan(journal.dataDirectory(), kept);
    }

    private List<Path> snapshots() {
        return store().newestFirst();
    }

    private SnapshotStore store() {
        return new SnapshotStore(journal.dataDirectory().snapshots());
    }
}
