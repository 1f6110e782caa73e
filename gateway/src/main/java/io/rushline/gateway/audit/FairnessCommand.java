package io.rushline.gateway.audit;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.fairness.FairnessAudit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushline journal fairness}: the proof that nobody was overtaken and no seat sold twice. */
@Command(
        name = "fairness",
        description = {
            "Follows every seat and every line through the journal, and says who was overtaken and what was sold twice.",
            "Exit codes: 0 all was fair, 1 something was not, or the journal is damaged."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FairnessCommand implements Callable<Integer> {
    @Mixin
    private final JournalOptions options = new JournalOptions();

    @Option(names = "--show", paramLabel = "ID", description = "Report on this show only; all are judged all the same.")
    private @Nullable Long show;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FairnessAudit audit = new FairnessAudit();
        ScanReport report = options.scan(new Replay(Decision.reading(audit)));
        if (options.json) {
            FairnessText.json(out, report, audit, show);
        } else {
            FairnessText.print(out, report, audit, show);
        }
        out.flush();
        if (show != null && !FairnessText.knows(audit, show)) {
            spec.commandLine().getErr().println("rushline: there is no show " + show + " in this journal");
            spec.commandLine().getErr().flush();
        }
        boolean isPart = ReportText.warnOfDamage(spec.commandLine().getErr(), report);
        return isPart || audit.findingCount() > 0 ? Outcome.FOUND : Outcome.GOOD;
    }
}
