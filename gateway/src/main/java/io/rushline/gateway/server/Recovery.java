package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.replay.JournalReader;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
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

    private final JournalPosition start;
    private final Engine engine;
    private final Views views;
    private final Outbox outbox = new Outbox();

    private Recovery(JournalPosition start, Engine engine, Views views) {
        this.start = start;
        this.engine = engine;
        this.views = views;
    }

    /**
     * Loads the newest snapshot that is good, and says which are not. Without one, begins before the first command.
     *
     * @param snapshots the directory of them
     * @param limits until the journal says others
     */
    static Recovery begin(Path snapshots, EngineLimits limits) {
        for (Path file : new SnapshotStore(snapshots).newestFirst()) {
            Views views = new Views(limits.maxEndedHolds());
            try {
                return load(SnapshotFile.open(file), limits, views);
            } catch (RuntimeException e) {
                // A loader meets parts that make no sense with exceptions of many types.
                LOG.warn("left out the snapshot {}: {}", file.getFileName(), e.toString());
                views.close();
            }
        }
        Engine engine = new Engine(limits, new SecureRandom().nextLong());
        return new Recovery(JournalPosition.START, engine, new Views(limits.maxEndedHolds()));
    }

    private static Recovery load(SnapshotFile file, EngineLimits limits, Views views) {
        long startedNanos = System.nanoTime();
        Engine engine = new StateLoader(limits, views).load(file);
        LOG.info(
                "loaded the snapshot {} of {} bytes in {} ms",
                file.path().getFileName(),
                file.lengthBytes(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        return new Recovery(file.position(), engine, views);
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

    /**
     * Replays what of the journal is not in the state yet, for the process that holds the directory.
     *
     * @return for the writer that goes on
     */
    ReplaySummary replay(DataDirectory data) {
        long startedNanos = System.nanoTime();
        ReplaySummary summary = new JournalReader(data.journal()).replay(start, this);
        LOG.info(
                "replayed {} commands in {} ms, up to sequence {}, state hash {}",
                summary.commands(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos),
                engine.lastSequence(),
                Long.toHexString(engine.stateHash()));
        return summary;
    }

    /** Applies the next command of the journal, and shows its events. */
    @Override
    public void onCommand(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        engine.apply(sequence, timestampMs, command, offset, length, outbox);
        outbox.forEachEvent(views::onEvent);
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
