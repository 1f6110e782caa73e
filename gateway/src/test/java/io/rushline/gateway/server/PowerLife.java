package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.CommandEncoder.Row;
import io.rushline.engine.CommandEncoder.Terms;
import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.server.PowerHistory.Batch;
import io.rushline.gateway.server.PowerHistory.Event;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.Disk;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.event.EventHandler;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.event.EventTail;
import io.rushline.journal.power.PowerDisk;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.journal.snapshot.JournalPruning;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One life of a primary on a data directory, on one thread: it recovers as a server does, decides random batches, and tells
 * the history. The commands are as random as the seed, and what they do is the engine's matter.
 */
final class PowerLife implements AutoCloseable {
    private static final long START_MS = 1_790_000_000_000L;
    private static final long SHOW = 3;
    private static final int SEATS = 400;
    private static final long EVENT_FILE_BYTES = 10_000;

    private final Random random;
    private final PowerHistory history;
    private final DataDirectory data;
    private final Recovery recovery;
    private final JournalWriter journal;
    private final EventLog events;
    private final Relay relay;
    private final SignedIds ids;
    private final CommandEncoder encoder = new CommandEncoder();
    private final Outbox outbox = new Outbox();
    private long nowMs;

    /** Hands stamped events to the queue while they are replayed, and to the history from then on. */
    private static final class Relay implements EventHandler {
        private EventHandler target;

        Relay(EventHandler target) {
            this.target = target;
        }

        @Override
        public void onEvent(long planId, int currency, DirectBuffer event, int offset, int length) {
            target.onEvent(planId, currency, event, offset, length);
        }
    }

    private PowerLife(
            Random random,
            PowerHistory history,
            DataDirectory data,
            Recovery recovery,
            JournalWriter journal,
            EventLog events,
            Relay relay,
            SignedIds ids) {
        this.ids = ids;
        this.random = random;
        this.history = history;
        this.data = data;
        this.recovery = recovery;
        this.journal = journal;
        this.events = events;
        this.relay = relay;
        nowMs = Math.max(START_MS, recovery.engine().lastTimestampMs());
    }

    /**
     * Starts as a server does.
     *
     * @param told what was decided until now; what comes of the start must be in it
     */
    static PowerLife start(Path directory, Disk disk, Random random, PowerHistory told) {
        DataDirectory data = DataDirectory.open(directory, disk);
        try {
            EventLog events = EventLog.open(data.events(), EVENT_FILE_BYTES, disk);
            Relay relay = new Relay(events);
            Recovery recovery =
                    Recovery.begin(data.snapshots(), data.journal(), EngineLimits.SMALL, events.lastEventId(), relay);
            ReplaySummary replayed = recovery.replay(data);
            recovery.complete(events);
            JournalWriter journal = JournalWriter.open(data, replayed, Durability.DISK);
            Engine engine = recovery.engine();
            PowerHistory history = told.until(engine.lastSequence(), engine.stateHash())
                    .orElseThrow(() -> new AssertionError("recovered the sequence " + engine.lastSequence()
                            + " with the hash " + engine.stateHash() + " of " + told));
            SignedIds ids = SignedIds.open(data.keys(), disk);
            assertThat(history.signedIds())
                    .as("ids that customers have")
                    .allMatch(id -> ids.verify(Kind.HOLD, id).isPresent());
            return new PowerLife(random, history, data, recovery, journal, events, relay, ids);
        } catch (IOException e) {
            data.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    PowerHistory history() {
        return history;
    }

    /** What it recovered is shown from now on, and built upon: the same as if it were acknowledged. */
    void serve() {
        history.acknowledge();
        history.tell(ids.sign(Kind.HOLD, 1));
    }

    Path eventDirectory() {
        return data.events();
    }

    /** The first batch of this life, which says that it begins. */
    void beginEpoch() {
        List<Event> decided = new ArrayList<>();
        apply(encoder.startEpoch(journal.epoch(), EngineLimits.SMALL), decided);
        if (journal.lastSequence() == 1) {
            apply(
                    encoder.defineSeatPlan(
                            List.of("std"),
                            List.of("Stalls"),
                            List.of(new Row(0, 0, RowKind.NUMBERED, 1, SEATS, List.of(), "A"))),
                    decided);
            apply(
                    encoder.createShow(
                            new Terms(2, 0, 300_000, 5_000, 3_600_000, 10, 0, LinePolicy.STRICT_FIFO, List.of(1_500L))),
                    decided);
        }
        commit(decided);
    }

    void batches(int count) {
        for (int batch = 0; batch < count; batch++) {
            nowMs += random.nextInt(8) == 0 ? TimeUnit.HOURS.toMillis(1) : random.nextInt(1_000);
            int commands = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 20);
            List<Event> decided = new ArrayList<>();
            for (int i = 0; i < commands; i++) {
                apply(command(), decided);
            }
            commit(decided);
        }
    }

    /** Writes one more batch and is killed before it is forced, so that nobody hears of it. */
    void die(PowerDisk disk) {
        disk.kill();
        nowMs += random.nextBoolean() ? TimeUnit.HOURS.toMillis(1) : 1;
        for (int i = random.nextInt(20); i >= 0; i--) {
            apply(command(), new ArrayList<>());
        }
        decide();
        journal.commit();
        close();
        disk.revive();
    }

    private CommandEncoder command() {
        String customer = "customer-" + random.nextInt(20);
        int earlier = (int) (SHOW + random.nextInt((int) journal.lastSequence()));
        return switch (random.nextInt(6)) {
            case 0 -> encoder.releaseHold(earlier, customer);
            case 1 -> encoder.confirmHold(earlier, customer, CommandEncoder.NO_AMOUNT, "paid");
            case 2 -> encoder.joinLine(SHOW, customer, 1 + random.nextInt(4), -1);
            default -> encoder.holdSeats(SHOW, customer, random.nextInt(SEATS));
        };
    }

    /** The journal's thread and the engine's take a command in any order, both before anybody is told. */
    private void apply(CommandEncoder command, List<Event> decided) {
        long sequence = journal.lastSequence() + 1;
        journal.append(sequence, nowMs, command.buffer(), 0, command.length());
        recovery.engine().apply(sequence, nowMs, command.buffer(), 0, command.length(), outbox);
        relay.target = (planId, currency, event, offset, length) -> {
            Event copied = new Event(planId, currency, copy(event, offset, length));
            decided.add(copied);
            history.onEvent(copied);
        };
        outbox.forEachEvent((event, offset, length) -> {
            recovery.events().onEvent(event, offset, length);
            recovery.views().onEvent(event, offset, length);
        });
    }

    private void commit(List<Event> decided) {
        decide();
        journal.commit();
        history.acknowledge();
        for (Event event : decided) {
            byte[] message = new byte[event.message().size()];
            for (int i = 0; i < message.length; i++) {
                message[i] = event.message().get(i);
            }
            events.onEvent(event.planId(), event.currency(), new UnsafeBuffer(message), 0, message.length);
        }
        events.flush();
    }

    private void decide() {
        Engine engine = recovery.engine();
        history.decide(new Batch(engine.lastSequence(), engine.stateHash(), engine.lastEventId()));
    }

    static List<Byte> copy(DirectBuffer buffer, int offset, int length) {
        List<Byte> copy = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            copy.add(buffer.getByte(offset + i));
        }
        return copy;
    }

    /** Lets a standby follow to the end and write a snapshot, the only one that stays. */
    void snapshotByStandby() {
        try (EventTail tail = new EventTail(data.events());
                Following following =
                        new Following(data.files(), tail, SnapshotInterval.parse("1"), 100, () -> true, 0)) {
            do {
                following.poll();
            } while (!following.isAtEnd());
            following.writeSnapshotWhenDue(0);
            assertThat(following.lastSnapshot()).isEqualTo(journal.lastSequence());
            following.discard();
        }
        // What the standby does on a thread of its own.
        new SnapshotStore(data.snapshots(), data.files().disk()).keepNewest(1);
    }

    /** Removes what the newest snapshot makes superfluous, as an operator may, while nobody decides. */
    private void prune() {
        history.pruneEventsUpTo(history.lastEventId());
        JournalPruning.plan(data, 1)
                .ifPresent(pruning -> pruning.remove(data.files().disk()));
    }

    /** Ends in good order, with a snapshot. */
    void stop(boolean isPruned) {
        events.close();
        journal.close();
        StateWriter.write(data, recovery.engine(), recovery.views(), 2);
        if (isPruned) {
            prune();
        }
        close();
    }

    /** Ends without a snapshot. */
    @Override
    public void close() {
        events.close();
        journal.close();
        recovery.close();
        data.close();
    }
}
