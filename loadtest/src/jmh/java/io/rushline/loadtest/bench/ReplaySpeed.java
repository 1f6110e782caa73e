package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.journal.audit.ExcerptHandler;
import io.rushline.journal.audit.JournalScan;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.ScanProgress;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.replay.CommandHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.collections.MutableLong;

/** The mixed workload in a journal, read and decided again as {@code journal verify} does it, and read only. */
final class ReplaySpeed {
    private static final int COMMANDS_PER_MS = 4;
    private static final int SEATS = 1_000;
    private static final int MAX_PER_CUSTOMER = 10;

    private final Path data;
    private final int commands;
    private final int rounds;

    ReplaySpeed(Path directory, boolean isQuick) {
        data = directory.resolve("replayed");
        commands = isQuick ? 500_000 : 3_000_000;
        rounds = isQuick ? 3 : 5;
    }

    void measure(Map<String, Figure> figures) {
        long hash = write();
        List<Double> replayed = new ArrayList<>();
        List<Double> read = new ArrayList<>();
        // The first round of each warms up, and is not counted.
        for (int round = 0; round <= rounds; round++) {
            MutableLong bytes = new MutableLong();
            double reading = perSecond((sequence, timestampMs, command, offset, length) -> bytes.addAndGet(length));
            Replay replay = new Replay(Replay.nobody());
            double replaying = perSecond(replay);
            if (replay.state().stateHash() != hash) {
                throw new IllegalStateException("the replay has come to another state");
            }
            if (round > 0) {
                read.add(reading);
                replayed.add(replaying);
            }
        }
        Figure reading = Rounds.figure(read, "cmd/s");
        Figure replaying = Rounds.figure(replayed, "cmd/s");
        System.out.printf(
                Locale.ROOT,
                "%,d commands: read and checked at %,.0f a second (%.0f ns each), replayed at %,.0f (%.0f ns each)%n",
                commands,
                reading.value(),
                1e9 / reading.value(),
                replaying.value(),
                1e9 / replaying.value());
        figures.put("journal.replay.commands-per-second", replaying);
    }

    /** Writes the journal and answers the hash of the state that it leads to. */
    private long write() {
        Engine engine = new Engine(EngineLimits.SERVER);
        try (RecordedCommands recorded = new RecordedCommands(data)) {
            sell(engine, commands, recorded);
        }
        return engine.stateHash();
    }

    /** Plays the mixed workload until there were so many commands. */
    static void sell(Engine engine, int commands, CommandHandler tap) {
        MixedShape shape = MixedShape.of(Hall.of(SEATS), 1, COMMANDS_PER_MS, false);
        MixedWorkload workload =
                new MixedWorkload(shape, MAX_PER_CUSTOMER, 0, new Player(engine, COMMANDS_PER_MS, tap));
        while (engine.lastSequence() < commands) {
            workload.play();
        }
    }

    private double perSecond(CommandHandler handler) {
        long startNs = System.nanoTime();
        ExcerptHandler all = ExcerptHandler.commandsUntil(Long.MAX_VALUE, handler);
        ScanReport report = new JournalScan(data.resolve("journal"), 0, all, ScanProgress.NONE).scan();
        if (report.commands() != commands || report.damage().isPresent()) {
            throw new IllegalStateException("the journal is not what was written: " + report);
        }
        return commands * 1e9 / (System.nanoTime() - startNs);
    }
}
