package io.rushline.gateway.audit;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.picture.Picture;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code rushline journal dump}: each command with its reply and its events. */
@Command(
        name = "dump",
        description = "Prints commands with their replies and events: SEQUENCE TIME COMMAND => REPLY | EVENT | EVENT.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DumpCommand implements Callable<Integer> {
    @Mixin
    private final JournalOptions options = new JournalOptions();

    @Mixin
    private final DumpFilter filter = new DumpFilter();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private final Picture picture = new Picture();
    private final MessageFields fields = new MessageFields(picture);
    private long printed;

    @Override
    public Integer call() {
        try {
            filter.read();
        } catch (TypeConversionException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        options.keepProgressFromPager();
        ScanReport report;
        try (PrintWriter out = JournalOptions.results(spec)) {
            report =
                    options.scan(filter.untilSequence(), new Replay(Decision.reading(decision -> take(out, decision))));
        }
        if (printed == 0) {
            spec.commandLine().getErr().println("rushline: nothing in this journal is what was asked for");
            spec.commandLine().getErr().flush();
        }
        return ReportText.warnOfDamage(spec.commandLine().getErr(), report) ? Outcome.FOUND : Outcome.GOOD;
    }

    private void take(PrintWriter out, Decision decision) {
        boolean isWanted =
                filter.isInRange(decision.sequence(), decision.timestampMs()) && filter.isWanted(decision, picture);
        if (!isWanted) {
            decision.events().forEach(picture::apply);
            return;
        }
        printed++;
        if (options.json) {
            JournalOptions.printJson(out, json -> {
                json.field("sequence", decision.sequence())
                        .instant("timestamp", decision.timestampMs())
                        .object("command", each -> fields.write(each, decision.command()));
                decision.reply()
                        .ifPresent(reply -> json.object("reply", each -> {
                            fields.write(each, reply);
                        }));
                json.objects("events", decision.events(), (each, event) -> {
                    fields.write(each, event);
                    picture.apply(event);
                });
            });
        } else {
            print(out, decision);
        }
    }

    private void print(PrintWriter out, Decision decision) {
        StringBuilder line = new StringBuilder();
        line.append(decision.sequence())
                .append(' ')
                .append(Instant.ofEpochMilli(decision.timestampMs()))
                .append(' ')
                .append(fields.text(decision.command()));
        decision.reply().ifPresent(reply -> line.append(" => ").append(fields.text(reply)));
        for (Event event : decision.events()) {
            line.append(" | ").append(fields.text(event));
            picture.apply(event);
        }
        out.println(line);
    }
}
