package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.replay.JournalReader;
import io.rushline.journal.replay.ReplaySummary;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine and its views on their way to the end of a data directory's journal.
 *
 * <pre>
 *   begin: an empty state --&gt; onCommand for each command of the journal --&gt; the state at its end
 * </pre>
 *
 * <p>Threading: one thread at a time.
 */
final class Recovery implements CommandHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Engine engine;
    private final Views views;
    private final Outbox outbox = new Outbox();

    private Recovery(Engine engine, Views views) {
        this.engine = engine;
        this.views = views;
    }

    /**
     * Begins where a recovery of this directory begins.
     *
     * @param limits until the journal says others
     */
    static Recovery begin(EngineLimits limits) {
        Engine engine = new Engine(limits, new SecureRandom().nextLong());
        return new Recovery(engine, new Views(limits.maxEndedHolds()));
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
        ReplaySummary summary = new JournalReader(data.journal()).replay(this);
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
    public void close() {
        views.close();
    }
}
