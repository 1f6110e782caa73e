package io.rushline.gateway.audit;

import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.gateway.show.Policy;
import io.rushline.journal.audit.CheckedReplay;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.StateSummary;
import io.rushline.journal.audit.whatif.OtherTerms;
import io.rushline.journal.audit.whatif.WhatIf;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushline journal replay}: the state at any point, and what it would be under other terms. */
@Command(
        name = "replay",
        description = {
            "Prints the state at the end of a journal or at any sequence.",
            "With other terms, it decides each command under these too, and prints what would have been different. "
                    + "People do what they did: nobody comes back because he would have got seats."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    private static final int MAX_PER_HOLD = 10;
    private static final int MAX_PER_CUSTOMER = 65_534;

    @Mixin
    private final JournalOptions options = new JournalOptions();

    @Option(names = "--until", paramLabel = "SEQUENCE", description = "Stop behind this command.")
    private long until = Long.MAX_VALUE;

    @Option(names = "--show", paramLabel = "ID", description = "Other terms for this show only.")
    private @Nullable Long show;

    @Option(names = "--line-policy", paramLabel = "strict_fifo|first_fit", description = "Another policy of the line.")
    private @Nullable Policy linePolicy;

    @Option(
            names = "--max-per-customer",
            paramLabel = "N",
            description = "Another limit of seats a customer, 0 for none.")
    private @Nullable Integer maxPerCustomer;

    @Option(names = "--max-per-hold", paramLabel = "N", description = "Another limit of seats a hold.")
    private @Nullable Integer maxPerHold;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        OtherTerms terms = new OtherTerms(
                show == null ? OptionalLong.empty() : OptionalLong.of(show),
                Optional.ofNullable(linePolicy).map(Policy::wire),
                maxPerCustomer == null ? OptionalInt.empty() : OptionalInt.of(maxPerCustomer),
                maxPerHold == null ? OptionalInt.empty() : OptionalInt.of(maxPerHold));
        refuseWrong(terms);
        PrintWriter out = spec.commandLine().getOut();
        ScanReport report = terms.isNone() ? replay(out) : whatIf(out, terms);
        out.flush();
        return ReportText.warnOfDamage(spec.commandLine().getErr(), report) ? Outcome.FOUND : Outcome.GOOD;
    }

    private void refuseWrong(OtherTerms terms) {
        if (until < 0) {
            throw usage("--until must be a sequence, not " + until);
        }
        if (terms.isNone() && show != null) {
            throw usage("--show says whose terms are others: give --line-policy, --max-per-customer or --max-per-hold");
        }
        if (maxPerHold != null && (maxPerHold < 1 || maxPerHold > MAX_PER_HOLD)) {
            throw usage("--max-per-hold must be from 1 to " + MAX_PER_HOLD + ", not " + maxPerHold);
        }
        if (maxPerCustomer != null && (maxPerCustomer < 0 || maxPerCustomer > MAX_PER_CUSTOMER)) {
            throw usage("--max-per-customer must be from 0 to " + MAX_PER_CUSTOMER + ", not " + maxPerCustomer);
        }
    }

    private ScanReport replay(PrintWriter out) {
        CheckedReplay replay = options.checkedReplay();
        if (until < replay.beginSequence()) {
            throw new CouldNotRunException(
                    "the journal's start was pruned: the earliest state is that of sequence " + replay.beginSequence());
        }
        long startedNs = System.nanoTime();
        ScanReport report = options.scan(replay.afterSequence(), until, replay);
        double seconds = Math.max(1, System.nanoTime() - startedNs) / (double) TimeUnit.SECONDS.toNanos(1);
        StateSummary state = replay.state();
        long commands = state.lastSequence() - replay.beginSequence();
        if (options.json) {
            JournalOptions.printJson(out, json -> {
                ReportText.write(json, state);
                ReportText.writeSpeed(json, commands, seconds);
            });
        } else {
            ReportText.print(out, state);
            ReportText.printSpeed(out, commands, seconds);
        }
        if (until < Long.MAX_VALUE
                && state.lastSequence() < until
                && report.damage().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("rushline: the journal ends at sequence " + state.lastSequence() + ", before " + until);
            err.flush();
        }
        return report;
    }

    private ScanReport whatIf(PrintWriter out, OtherTerms terms) {
        WhatIf whatIf = new WhatIf(terms);
        ScanReport report = options.scan(until, whatIf);
        if (options.json) {
            WhatIfText.json(out, whatIf);
        } else {
            WhatIfText.print(out, whatIf);
        }
        return report;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
