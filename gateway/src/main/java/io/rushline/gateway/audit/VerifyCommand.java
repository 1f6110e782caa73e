package io.rushline.gateway.audit;

import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.journal.audit.CheckedReplay;
import io.rushline.journal.audit.Checkpoint;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.StateSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushline journal verify}: whether all is there, and what state it leads to. */
@Command(
        name = "verify",
        description = {
            "Checks every record of a journal, decides every command again, compares the state with each snapshot, prints "
                    + "its hash, and checks every event of the queue beside it.",
            "Exit codes: 0 all is there, 1 something is missing or damaged, 3 the events can't be read, and what is printed "
                    + "of the journal is good."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final JournalOptions options = new JournalOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        CheckedReplay replay = options.checkedReplay();
        long startedNs = System.nanoTime();
        ScanReport report = options.scan(replay.afterSequence(), Long.MAX_VALUE, replay);
        double seconds = Math.max(1, System.nanoTime() - startedNs) / (double) TimeUnit.SECONDS.toNanos(1);
        EventText events = EventText.of(options, report.damage().isEmpty(), replay.beginEventId());
        StateSummary state = replay.state();
        List<Checkpoint> checkpoints = replay.checkpoints();
        boolean isJournalGood =
                report.damage().isEmpty() && checkpoints.stream().allMatch(Checkpoint::isGood);
        boolean isGood = isJournalGood && events.isGood();
        if (options.json) {
            JournalOptions.printJson(out, json -> {
                ReportText.write(json, report);
                json.field("intact", isGood);
                ReportText.writeSpeed(json, report.commands(), seconds);
                json.object("state", each -> ReportText.write(each, state))
                        .object("eventQueue", events::write)
                        .objects(
                                "checkpoints",
                                checkpoints,
                                (each, checkpoint) -> each.field(
                                                "file", checkpoint.file().toString())
                                        .field("sequence", checkpoint.sequence())
                                        .field("outcome", checkpoint.outcome().name()));
            });
        } else {
            ReportText.line(out, "journal", "%s", options.journal());
            ReportText.print(out, report);
            ReportText.print(out, state);
            if (checkpoints.isEmpty()) {
                ReportText.line(out, "snapshots", "none to compare with");
            }
            for (Checkpoint checkpoint : checkpoints) {
                ReportText.line(
                        out,
                        "snapshot",
                        "%s, sequence %d: %s",
                        checkpoint.file().getFileName(),
                        checkpoint.sequence(),
                        checkpoint.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
            ReportText.line(out, "events", "%s", events.text());
            ReportText.printSpeed(out, report.commands(), seconds);
        }
        out.flush();
        if (isJournalGood && !events.isRead()) {
            throw new CouldNotRunException(events.problem());
        }
        return isGood ? Outcome.GOOD : Outcome.FOUND;
    }
}
