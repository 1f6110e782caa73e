package io.rushline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.TestJournal.Command;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.ReplaySummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three hours of 20 batches of ten commands each, and replays that begin behind some of them. */
class ReplayBehindSnapshotTest {
    private static final long START_MS = 1_790_000_000_000L;
    private static final int BATCHES = 20;
    private static final int HOUR_COMMANDS = BATCHES * 10;
    private static final int HOURS = 3;

    @TempDir
    Path root;

    private TestJournal journal;

    @BeforeEach
    void write() {
        journal = new TestJournal(root);
        for (int hour = 0; hour < HOURS; hour++) {
            try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                journal.batches(writer, BATCHES, START_MS + hour * TestJournal.HOUR_MS);
            }
        }
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void shouldHandOverWhatIsBehindAnySequenceAndGoOn() {
        ReplaySummary whole = journal.replay(new ArrayList<>());
        int length = journal.written().size();
        for (int sequence = 0; sequence <= length; sequence += sequence % HOUR_COMMANDS < 11 ? 1 : 63) {
            List<Command> commands = new ArrayList<>();
            ReplaySummary summary = journal.replay(position(sequence), commands);

            assertThat(commands).isEqualTo(journal.written().subList(sequence, length));
            assertThat(summary.commands()).isEqualTo(length - sequence);
            assertThat(summary.lastSequence()).isEqualTo(whole.lastSequence());
            assertThat(summary.lastEpoch()).isEqualTo(whole.lastEpoch());
            assertThat(summary.lastTimestampMs()).isEqualTo(whole.lastTimestampMs());
            assertThat(summary.end()).isEqualTo(whole.end());
        }
        ReplaySummary atTheEnd = journal.replay(position(length), new ArrayList<>());
        try (JournalWriter writer = JournalWriter.open(journal.dataDirectory(), atTheEnd, Durability.DISK)) {
            journal.batches(writer, 1, START_MS + HOURS * TestJournal.HOUR_MS);
        }
        assertThat(journal.replayed()).isEqualTo(journal.written());
    }

    @Test
    void shouldNotReadHoursThatEndBefore() throws IOException {
        Files.write(journal.files().get(0), new byte[100]);
        Files.delete(journal.files().get(1));

        List<Command> commands = new ArrayList<>();
        journal.replay(position(2 * HOUR_COMMANDS + 5), commands);

        assertThat(commands)
                .isEqualTo(journal.written()
                        .subList(2 * HOUR_COMMANDS + 5, journal.written().size()));
        assertThatThrownBy(() -> journal.replay(position(2 * HOUR_COMMANDS), new ArrayList<>()))
                .isInstanceOf(JournalCorruptException.class);
    }

    @Test
    void shouldRefuseDamageInTheHourOfTheSnapshotAlsoBeforeIt() throws IOException {
        Path hour = journal.files().get(1);
        TestJournal.flip(hour, TestJournal.recordOffset(hour, 0) + 300);

        assertThatThrownBy(() -> journal.replay(position(HOUR_COMMANDS + 55), new ArrayList<>()))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining(hour.getFileName().toString());
    }

    @Test
    void shouldCutATornTailBehindTheSnapshot() throws IOException {
        Path last = journal.files().get(HOURS - 1);
        TestJournal.flip(last, TestJournal.recordOffset(last, BATCHES - 1) + 100);
        int rest = HOURS * HOUR_COMMANDS - 10;

        List<Command> commands = new ArrayList<>();
        ReplaySummary summary = journal.replay(position(rest - 3), commands);

        assertThat(summary.tornTail()).isTrue();
        assertThat(commands).isEqualTo(journal.written().subList(rest - 3, rest));
    }

    @Test
    void shouldRefuseAJournalThatEndsBeforeTheSnapshot() throws IOException {
        int length = HOURS * HOUR_COMMANDS;
        Path last = journal.files().get(HOURS - 1);
        TestJournal.flip(last, TestJournal.recordOffset(last, BATCHES - 1) + 100);
        assertThatThrownBy(() -> journal.replay(position(length), new ArrayList<>()))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("sequence " + (length - 9))
                .hasMessageContaining("has a snapshot, up to sequence " + length);

        for (Path file : journal.files()) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> journal.replay(position(length), new ArrayList<>()))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("has a snapshot, up to sequence " + length);
    }

    @Test
    void shouldRefuseASnapshotOfAnotherJournal() {
        JournalPosition right = position(HOUR_COMMANDS);
        for (JournalPosition wrong : List.of(
                new JournalPosition(right.sequence(), right.epoch() + 1, right.timestampMs()),
                new JournalPosition(right.sequence(), right.epoch(), right.timestampMs() + 1))) {
            assertThatThrownBy(() -> journal.replay(wrong, new ArrayList<>()))
                    .isInstanceOf(JournalCorruptException.class)
                    .hasMessageContaining("sequence " + HOUR_COMMANDS)
                    .hasMessageContaining("but the snapshot");
        }
    }

    /** Behind one of the commands; each hour is an epoch of its own. */
    private JournalPosition position(int sequence) {
        if (sequence == 0) {
            return JournalPosition.START;
        }
        long epoch = 1L + (sequence - 1) / HOUR_COMMANDS;
        return new JournalPosition(
                sequence, epoch, journal.written().get(sequence - 1).timestampMs());
    }
}
