package io.rushline.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.TestJournal;
import io.rushline.journal.audit.Checkpoint.Outcome;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.snapshot.SnapshotFileWriter;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedReplayTest {
    @TempDir
    Path root;

    private StateSummary whole;

    @BeforeEach
    void write() {
        RecordedSale.write(root);
        Replay replay = new Replay(Replay.nobody());
        scan(0, replay);
        whole = replay.state();
    }

    @Test
    void shouldAgreeWithTheSnapshotsThatItComesBy() throws IOException {
        snapshot(RecordedSale.FIRST_HOUR, 0);
        snapshot(RecordedSale.COMMANDS, 0);

        CheckedReplay replay = replayed();

        assertThat(replay.checkpoints())
                .extracting(Checkpoint::outcome)
                .containsExactly(Outcome.AGREES, Outcome.AGREES);
        assertThat(replay.state()).isEqualTo(whole);
    }

    @Test
    void shouldFindASnapshotOfAnotherHistory() throws IOException {
        snapshot(RecordedSale.FIRST_HOUR, 1);

        assertThat(replayed().checkpoints()).extracting(Checkpoint::outcome).containsExactly(Outcome.DISAGREES);
    }

    @Test
    void shouldFindASnapshotThatTheDiskHasDamaged() throws IOException {
        TestJournal.flip(snapshot(RecordedSale.FIRST_HOUR, 0), 100);

        assertThat(replayed().checkpoints()).extracting(Checkpoint::outcome).containsExactly(Outcome.DAMAGED);
    }

    @Test
    void shouldFindASnapshotOfCommandsThatAreGone() throws IOException {
        snapshot(RecordedSale.COMMANDS, 0);
        Files.delete(JournalQueue.files(root.resolve("journal")).get(1));

        assertThat(replayed().checkpoints()).extracting(Checkpoint::outcome).containsExactly(Outcome.UNREACHED);
    }

    @Test
    void shouldBeginWithASnapshotWhenTheStartWasPruned() throws IOException {
        snapshot(RecordedSale.FIRST_HOUR + 2, 0);
        Files.delete(JournalQueue.files(root.resolve("journal")).get(0));

        CheckedReplay replay = replayed();

        assertThat(CheckedReplay.isPruned(root)).isTrue();
        assertThat(replay.beginSequence()).isEqualTo(RecordedSale.FIRST_HOUR + 2);
        assertThat(replay.checkpoints()).extracting(Checkpoint::outcome).containsExactly(Outcome.BEGUN_WITH);
        assertThat(replay.state()).isEqualTo(whole);
    }

    private CheckedReplay replayed() throws IOException {
        CheckedReplay replay = CheckedReplay.of(root);
        assertThat(scan(replay.afterSequence(), replay).damage()).isEmpty();
        return replay;
    }

    private ScanReport scan(long afterSequence, CommandHandler handler) {
        ExcerptHandler commands = ExcerptHandler.commandsUntil(Long.MAX_VALUE, handler);
        return new JournalScan(root.resolve("journal"), afterSequence, commands, ScanProgress.NONE).scan();
    }

    /** Writes a snapshot as of a sequence, whose header tells another hash when it is to lie. */
    private Path snapshot(long sequence, long lie) {
        Engine engine = new Engine(EngineLimits.SERVER);
        Outbox outbox = new Outbox();
        ExcerptHandler commands = ExcerptHandler.commandsUntil(
                sequence,
                (at, timestampMs, command, offset, length) ->
                        engine.apply(at, timestampMs, command, offset, length, outbox));
        new JournalScan(root.resolve("journal"), 0, commands, ScanProgress.NONE).scan();
        JournalPosition position = new JournalPosition(sequence, engine.epoch(), engine.lastTimestampMs());
        try (SnapshotFileWriter file = new SnapshotStore(root.resolve("snapshots")).begin(position)) {
            engine.writeSnapshot(file);
            file.complete(engine.stateHash() + lie);
            return file.file();
        }
    }
}
