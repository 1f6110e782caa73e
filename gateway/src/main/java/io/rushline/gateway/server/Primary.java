package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.StartEpochEncoder;
import io.rushline.gateway.binary.BinaryFeed;
import io.rushline.gateway.event.EventRecorder;
import io.rushline.gateway.event.RecordingPublisher;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.pipeline.Pipeline;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.SystemEpochClock;

/**
 * What decides: a state that has come to the end of its journal, the journal's writer, and the pipeline over both, on a
 * data directory that this process holds.
 *
 * <pre>
 *   beat --&gt; bring the state to the journal's end --&gt; open the writer with the next epoch --&gt; start the pipeline
 * </pre>
 */
final class Primary {
    private final DataDirectory data;
    private final Recovery recovery;
    private final BinaryFeed feed;
    private final EventRecorder events;
    private final Pipeline pipeline;

    private Primary(DataDirectory data, Recovery recovery, BinaryFeed feed, EventRecorder events, Pipeline pipeline) {
        this.data = data;
        this.recovery = recovery;
        this.feed = feed;
        this.events = events;
        this.pipeline = pipeline;
    }

    /**
     * Makes a recovered state one that decides.
     *
     * @param data held
     * @param replay brings the state to the journal's end
     * @param eventQueue opens the queue of events, with all there are until the end of the replay; asked behind it
     * @param keptSnapshots how many stay when it is closed and writes another
     * @param parts gets all that must be closed, but for the data directory; filled even when this fails
     */
    static Primary promote(
            DataDirectory data,
            Recovery recovery,
            Supplier<ReplaySummary> replay,
            Supplier<EventLog> eventQueue,
            Durability durability,
            int keptSnapshots,
            EngineLimits limits,
            Consumer<Throwable> onFatal,
            Parts parts)
            throws IOException {
        Heartbeat heartbeat = parts.add(Heartbeat.start(data, onFatal));
        parts.add(recovery);
        StopSnapshot snapshot = parts.add(new StopSnapshot(data, recovery, keptSnapshots, parts::isOrderly));
        JournalWriter journal = parts.add(JournalWriter.open(data, replay.get(), durability));
        EventRecorder events = parts.add(EventRecorder.start(recovery.events(), eventQueue));
        BinaryFeed feed = new BinaryFeed(recovery.views());
        Pipeline pipeline = parts.add(Pipeline.builder(recovery.engine(), journal, new RecordingPublisher(feed, events))
                .clock(SystemEpochClock.INSTANCE)
                .onFatal(failure -> {
                    snapshot.cancel();
                    onFatal.accept(failure);
                })
                .start());
        heartbeat.of(pipeline);
        new DirectCommands(pipeline).tell(buffer -> startEpoch(buffer, journal.epoch(), limits));
        snapshot.enable();
        return new Primary(data, recovery, feed, events, pipeline);
    }

    /** The limits are journaled, so that whoever replays this journal needs to know no others. */
    private static int startEpoch(MutableDirectBuffer buffer, long epoch, EngineLimits limits) {
        StartEpochEncoder message = new StartEpochEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).epoch(epoch);
        limits.encode(message);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    DataDirectory data() {
        return data;
    }

    Views views() {
        return recovery.views();
    }

    /** What the pipeline publishes to. */
    BinaryFeed feed() {
        return feed;
    }

    /** What writes the queue of events. */
    EventRecorder events() {
        return events;
    }

    Engine engine() {
        return recovery.engine();
    }

    Pipeline pipeline() {
        return pipeline;
    }
}
