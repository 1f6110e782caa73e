package io.rushline.journal.audit;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.CommandEncoder.Row;
import io.rushline.engine.CommandEncoder.Terms;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.JournalFollower;
import java.nio.file.Path;
import java.util.List;

/**
 * A small sale in a journal: twenty seats, two primaries, two hours. The same bytes each time, but for the queue's own.
 *
 * <p>Each command is a record of its own: sequence n is the n-th record. 1 to 23 are in the first hour, the others in the
 * second; 24 is the second primary's first.
 */
final class RecordedSale {
    static final long START_MS = 1_790_000_000_000L;
    static final long HOUR_MS = 3_600_000;
    static final long SHOW = 3;
    static final int FIRST_HOUR = 23;
    static final int COMMANDS = 46;

    private static final int SEATS = 20;

    private final CommandEncoder encoder = new CommandEncoder();
    private final JournalWriter writer;
    private long nowMs;

    private RecordedSale(JournalWriter writer, long startMs) {
        this.writer = writer;
        nowMs = startMs;
    }

    static void write(Path data) {
        try (DataDirectory directory = DataDirectory.open(data)) {
            try (JournalWriter writer = open(directory)) {
                new RecordedSale(writer, START_MS).firstHour();
            }
            try (JournalWriter writer = open(directory)) {
                new RecordedSale(writer, START_MS + HOUR_MS).secondHour();
            }
        }
    }

    private static JournalWriter open(DataDirectory directory) {
        return JournalWriter.open(
                directory,
                JournalFollower.replay(
                        directory.journal(),
                        JournalPosition.START,
                        (sequence, timestampMs, buffer, offset, length) -> {}),
                Durability.DISK);
    }

    private void firstHour() {
        append(encoder.startEpoch(writer.epoch(), EngineLimits.SMALL));
        append(encoder.defineSeatPlan(
                List.of("std"), List.of("Stalls"), List.of(new Row(0, 0, RowKind.NUMBERED, 1, SEATS, List.of(), "A"))));
        append(encoder.createShow(
                new Terms(2, 0, 300_000, 5_000, HOUR_MS, 10, 0, LinePolicy.STRICT_FIFO, List.of(1_500L))));
        for (int i = 0; i < SEATS; i++) {
            append(encoder.holdSeats(SHOW, "customer-" + i, i));
        }
    }

    private void secondHour() {
        append(encoder.startEpoch(writer.epoch(), EngineLimits.SMALL));
        for (int i = 0; i < SEATS; i++) {
            append(encoder.holdSeats(SHOW, "second-" + i, i, (i + 1) % SEATS));
        }
        append(encoder.joinLine(SHOW, "waiting", 4, -1));
        append(encoder.releaseHold(FIRST_HOUR + 2, "second-0"));
    }

    private void append(CommandEncoder command) {
        nowMs += 10;
        writer.append(writer.lastSequence() + 1, nowMs, command.buffer(), 0, command.length());
        writer.commit();
    }
}
