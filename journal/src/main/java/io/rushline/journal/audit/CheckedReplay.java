package io.rushline.journal.audit;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.SnapshotLoader;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SnapshotEndDecoder;
import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.audit.Checkpoint.Outcome;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.replay.QueueFileCursor;
import io.rushline.journal.snapshot.SnapshotDamagedException;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A replay that is compared with every snapshot it comes by. When the journal's start was pruned, it begins behind the
 * oldest snapshot that makes up for it.
 *
 * <p>Threading: one thread.
 */
public final class CheckedReplay implements CommandHandler {
    private final Replay replay;
    private final long afterSequence;
    private final long beginSequence;
    private final long beginEventId;
    private final Deque<SnapshotFile> ahead;
    private final List<Checkpoint> checkpoints;

    private CheckedReplay(
            Replay replay,
            long afterSequence,
            long beginSequence,
            long beginEventId,
            Deque<SnapshotFile> ahead,
            List<Checkpoint> checkpoints) {
        this.replay = replay;
        this.afterSequence = afterSequence;
        this.beginSequence = beginSequence;
        this.beginEventId = beginEventId;
        this.ahead = ahead;
        this.checkpoints = checkpoints;
    }

    /** A replay of a data directory, which is only read. */
    public static CheckedReplay of(Path data) throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        Deque<SnapshotFile> ahead = snapshots(data.resolve("snapshots"), checkpoints);
        long before = sequenceBefore(data.resolve("journal"));
        // One that ends in front of the journal's first command leaves a gap.
        ahead.removeIf(file -> file.position().sequence() < before);
        if (before == 0 || ahead.isEmpty()) {
            return new CheckedReplay(new Replay(Replay.nobody()), 0, 0, 0, ahead, checkpoints);
        }
        SnapshotFile begin = ahead.removeFirst();
        checkpoints.add(new Checkpoint(begin.path(), begin.position().sequence(), Outcome.BEGUN_WITH));
        Replay replay = new Replay(load(begin), Replay.nobody());
        return new CheckedReplay(
                replay, before, begin.position().sequence(), begin.lastEventId().orElse(0), ahead, checkpoints);
    }

    /** Whether the first commands are gone, so that only a snapshot knows what came of them. */
    public static boolean isPruned(Path data) throws IOException {
        return sequenceBefore(data.resolve("journal")) > 0;
    }

    /** Those that are whole, the oldest first. */
    private static Deque<SnapshotFile> snapshots(Path directory, List<Checkpoint> checkpoints) {
        List<SnapshotFile> good = new ArrayList<>();
        for (Path path : new SnapshotStore(directory).newestFirst()) {
            try {
                SnapshotFile file = SnapshotFile.open(path);
                file.verify();
                good.add(file);
            } catch (SnapshotDamagedException e) {
                checkpoints.add(new Checkpoint(path, 0, Outcome.DAMAGED));
            }
        }
        good.sort(Comparator.comparingLong(file -> file.position().sequence()));
        return new ArrayDeque<>(good);
    }

    private static Engine load(SnapshotFile file) {
        SnapshotLoader loader = new SnapshotLoader(EngineLimits.SERVER.timerWheelMs(), 0);
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        file.forEachPart((buffer, offset, length) -> {
            // Parts of views follow those of the engine.
            if (header.wrap(buffer, offset).templateId() <= SnapshotEndDecoder.TEMPLATE_ID) {
                loader.onPart(buffer, offset, length);
            }
        });
        return loader.engine();
    }

    /** The sequence in front of the first record; 0 when that is the first of all, or can't be told. */
    private static long sequenceBefore(Path journal) throws IOException {
        List<Path> files = Files.isDirectory(journal) ? JournalQueue.files(journal) : List.of();
        if (files.isEmpty()) {
            return 0;
        }
        Excerpt excerpt = new Excerpt();
        try (QueueFileCursor cursor = new QueueFileCursor(files.get(0))) {
            boolean isWhole =
                    cursor.look() == QueueFileCursor.State.RECORD && excerpt.problem(cursor.read(excerpt)) == null;
            return isWhole ? excerpt.firstSequence() - 1 : 0;
        }
    }

    /** The last sequence before the journal's first, for the scan; 0 unless its start was pruned. */
    public long afterSequence() {
        return afterSequence;
    }

    /** The last sequence of the snapshot that it began with; 0 when there was none. */
    public long beginSequence() {
        return beginSequence;
    }

    /** The last event that came before it began: a start can write all behind it again. */
    public long beginEventId() {
        return beginEventId;
    }

    @Override
    public void onCommand(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        if (sequence <= beginSequence) {
            return;
        }
        replay.onCommand(sequence, timestampMs, command, offset, length);
        while (!ahead.isEmpty() && ahead.getFirst().position().sequence() <= sequence) {
            SnapshotFile file = ahead.removeFirst();
            boolean agrees = file.stateHash() == replay.state().stateHash();
            Outcome outcome = agrees ? Outcome.AGREES : Outcome.DISAGREES;
            checkpoints.add(new Checkpoint(file.path(), sequence, outcome));
        }
    }

    @Override
    public void readAhead(DirectBuffer command, int offset) {
        replay.readAhead(command, offset);
    }

    /** How much there is in the state now, and its hash. */
    public StateSummary state() {
        return replay.state();
    }

    /** All snapshots, with what the replay that has ended says to them. */
    public List<Checkpoint> checkpoints() {
        List<Checkpoint> all = new ArrayList<>(checkpoints);
        ahead.forEach(
                file -> all.add(new Checkpoint(file.path(), file.position().sequence(), Outcome.UNREACHED)));
        return all;
    }
}
