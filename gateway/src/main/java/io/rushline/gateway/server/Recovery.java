package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.gateway.event.ShowStamps;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.event.EventHandler;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.replay.JournalFollower;
import io.rushline.journal.replay.ReplayFiles;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine and its views on their way to the end of a data directory's journal.
 *
 * <pre>
 *   begin: newest good snapshot, or an empty state --&gt; onCommand for each command behind it --&gt; the state at the end
 * </pre>
 *
 * <p>Threading: one thread at a time.
 */
final class Recovery implements CommandHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private static final EventHandler NOBODY = (planId, currency, event, offset, length) -> {};

    private final JournalPosition start;
    private final Engine engine;
    private final Views views;
    private final ShowStamps events;
    private final Outbox outbox = new Outbox();
    private final Outbox.Reader onEvent = this::onEvent;

    private Recovery(JournalPosition start, Engine engine, Views views, EventHandler events) {
        this.start = start;
        this.engine = engine;
        this.views = views;
        this.events = new ShowStamps(views, events);
    }

    /**
     * As below, for a state that nobody is told of.
     *
     * @param snapshots the directory of them
     */
    static Recovery begin(Path snapshots, EngineLimits limits) {
        return newest(snapshots, limits, Long.MAX_VALUE, NOBODY).orElseGet(() -> empty(limits, NOBODY));
    }

    /**
     * Loads the newest snapshot that is good, and says which are not. Without one, begins before the first command.
     *
     * <p>A snapshot that is ahead of the event queue is of no use, since the events before it could not be told any more;
     * unless the journal before it is gone, too. Then the oldest that the journal follows is taken, since most events can
     * be told from there.
     *
     * @param limits until the journal says others
     * @param queuedEventId the last event of the queue
     * @param events is told of each event of the replay; the queue may have the first of them already
     */
    static Recovery begin(Path snapshots, Path journal, EngineLimits limits, long queuedEventId, EventHandler events) {
        Optional<Recovery> complete = newest(snapshots, limits, queuedEventId, events);
        if (complete.isPresent()) {
            return complete.get();
        }
        long firstSequence = ReplayFiles.firstSequence(journal);
        return firstSequence == 1
                ? empty(limits, events)
                : oldest(snapshots, limits, firstSequence - 1, events).orElseGet(() -> empty(limits, events));
    }

    private static Optional<Recovery> newest(
            Path snapshots, EngineLimits limits, long maxEventId, EventHandler events) {
        return first(
                new SnapshotStore(snapshots).newestFirst(),
                file -> file.lastEventId().orElse(0) <= maxEventId,
                "the event queue ends before it",
                limits,
                events);
    }

    private static Optional<Recovery> oldest(
            Path snapshots, EngineLimits limits, long minSequence, EventHandler events) {
        List<Path> oldestFirst = new ArrayList<>(new SnapshotStore(snapshots).newestFirst());
        Collections.reverse(oldestFirst);
        return first(
                oldestFirst,
                file -> file.position().sequence() >= minSequence,
                "the commands behind it were pruned",
                limits,
                events);
    }

    /** Loads the first of them that is wanted and good. */
    private static Optional<Recovery> first(
            List<Path> snapshots,
            Predicate<SnapshotFile> isWanted,
            String otherwise,
            EngineLimits limits,
            EventHandler events) {
        for (Path path : snapshots) {
            Views views = new Views(limits.maxEndedHolds());
            try {
                SnapshotFile file = SnapshotFile.open(path);
                if (isWanted.test(file)) {
                    return Optional.of(load(file, limits, views, events));
                }
                LOG.warn("left out the snapshot {}: {}", path.getFileName(), otherwise);
            } catch (RuntimeException e) {
                // A loader meets parts that make no sense with exceptions of many types.
                LOG.warn("left out the snapshot {}: {}", path.getFileName(), e.toString());
            }
            views.close();
        }
        return Optional.empty();
    }

    private static Recovery empty(EngineLimits limits, EventHandler events) {
        Engine engine = new Engine(limits, new SecureRandom().nextLong());
        return new Recovery(JournalPosition.START, engine, new Views(limits.maxEndedHolds()), events);
    }

    private static Recovery load(SnapshotFile file, EngineLimits limits, Views views, EventHandler events) {
        long startedNanos = System.nanoTime();
        Engine engine = new StateLoader(limits, views).load(file);
        LOG.info(
                "loaded the snapshot {} of {} bytes in {} ms",
                file.path().getFileName(),
                file.lengthBytes(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        return new Recovery(file.position(), engine, views, events);
    }

    /** Behind the last command that the snapshot had; the first of which {@link #onCommand} hears is the next. */
    JournalPosition start() {
        return start;
    }

    Engine engine() {
        return engine;
    }

    Views views() {
        return views;
    }

    /** Stamps the events, of the replay and of what comes behind it. */
    ShowStamps events() {
        return events;
    }

    /**
     * Replays what of the journal is not in the state yet, for the process that holds the directory.
     *
     * @return for the writer that goes on
     */
    ReplaySummary replay(DataDirectory data) {
        long startedNanos = System.nanoTime();
        try (JournalFollower journal = new JournalFollower(data.journal(), start)) {
            ReplaySummary summary = journal.drain(this);
            LOG.info(
                    "replayed {} commands in {} ms, up to sequence {}",
                    summary.commands(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos),
                    engine.lastSequence());
            return summary;
        }
    }

    /** Ends a queue that was told all events of the replay: it has nothing beyond them, and is readable to its end. */
    void complete(EventLog queue) {
        queue.cutBehind(engine.lastEventId());
        queue.flush();
    }

    /** Applies the next command of the journal, and shows its events. */
    @Override
    public void onCommand(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        engine.apply(sequence, timestampMs, command, offset, length, outbox);
        outbox.forEachEvent(onEvent);
    }

    private void onEvent(DirectBuffer event, int offset, int length) {
        events.onEvent(event, offset, length);
        views.onEvent(event, offset, length);
    }

    @Override
    public void readAhead(DirectBuffer command, int offset) {
        engine.readAhead(command, offset);
    }

    @Override
    public void close() {
        views.close();
    }
}
