package io.rushline.gateway.audit;

import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.StateSummary;
import java.io.PrintWriter;
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
            "Checks every record of a journal, decides every command again, and prints the hash of the state.",
            "Exit codes: 0 all is there, 1 something is missing or damaged."
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
        Replay replay = new Replay(Replay.nobody());
        long startedNs = System.nanoTime();
        ScanReport report = options.scan(replay);
        double seconds = Math.max(1, System.nanoTime() - startedNs) / (double) TimeUnit.SECONDS.toNanos(1);
        StateSummary state = replay.state();
        if (options.json) {
            JournalOptions.printJson(out, json -> {
                ReportText.write(json, report);
                json.field("intact", report.damage().isEmpty())
                        .field("seconds", seconds)
                        .field("commandsPerSecond", report.commands() / seconds)
                        .object("state", each -> ReportText.write(each, state));
            });
        } else {
            ReportText.line(out, "journal", "%s", options.journal());
            ReportText.print(out, report);
            ReportText.print(out, state);
            ReportText.line(
                    out,
                    "replay",
                    "%,d commands in %.2f s, %,.0f a second",
                    report.commands(),
                    seconds,
                    report.commands() / seconds);
        }
        out.flush();
        return report.damage().isPresent() ? Outcome.FOUND : Outcome.GOOD;
    }
}
