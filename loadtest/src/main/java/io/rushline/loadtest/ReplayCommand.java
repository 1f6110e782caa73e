package io.rushline.loadtest;

import io.rushline.gateway.server.PairCheck;
import io.rushline.loadtest.replay.ReplayFigures;
import io.rushline.loadtest.replay.ReplayRun;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.workload.CouldNotRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code rushline load replay}: a recorded on-sale against a running server. */
@Command(
        name = "replay",
        description = {
            "Sends what a journal has recorded to a server, in its order and at its pace, and compares the answers.",
            "Halls and shows are made as they were; commands go over one binary connection.",
            "Exit codes: 0 clean, 1 the server broke a promise, 2 wrong usage, 3 could not run to the end, 130"
                    + " interrupted. Other answers than the recorded ones break no promise."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            required = true,
            showDefaultValue = Visibility.NEVER,
            description = "The recorded data directory.")
    Path journal = Path.of("");

    @Mixin
    final TargetOptions server = new TargetOptions();

    @Mixin
    final BinaryPort binary = new BinaryPort();

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            converter = SpeedReader.class,
            defaultValue = "1",
            description = "How many times faster than recorded. Holds last as long as they did.")
    double speed = 1;

    @Option(
            names = "--show",
            paramLabel = "RECORDED=ID",
            preprocessor = PairCheck.class,
            showDefaultValue = Visibility.NEVER,
            description = "Use this show of the server's for a recorded one; may be repeated. Others are made.")
    Map<Long, Long> shows = new LinkedHashMap<>();

    @Option(
            names = "--server-journal",
            paramLabel = "DIR",
            description = "The server's own data directory, when it is on this machine: its journal is read, too.")
    @Nullable
    Path serverJournal;

    @Mixin
    final OutputOptions output = new OutputOptions();

    /** Takes a factor, or max. */
    static final class SpeedReader implements ITypeConverter<Double> {
        private static final double MAX = 1_000_000;

        @Override
        public Double convert(String text) {
            if (text.equals("max")) {
                return 0.0;
            }
            try {
                double speed = Double.parseDouble(text);
                if (speed > 0 && speed <= MAX) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                // Falls through to what the other wrong speeds get.
            }
            throw new TypeConversionException("expected a factor greater than 0, or max, not '" + text + "'");
        }
    }

    @Override
    public Integer call() {
        return output.show(spec, live -> {
            ReplayFigures figures = measure(live);
            return new OutputOptions.Measured(out -> ReplayReport.print(figures, out), ReplayReport.of(figures));
        });
    }

    /** Runs it as the options say. */
    ReplayFigures measure(Consumer<Moment> live) throws CouldNotRun {
        Bounds bounds = new Bounds(spec);
        Target target = server.checked(bounds);
        binary.check(bounds);
        ReplayRun.Plan plan = new ReplayRun.Plan(
                setup(),
                journal,
                target,
                server.url,
                binary.port,
                server.operatorKey,
                shows,
                speed,
                server.timeoutMs(),
                serverJournal,
                output.interruption);
        return new ReplayRun(plan).run(live);
    }

    private Setup setup() {
        Setup setup = new Setup("load replay").with("journal", journal.toString());
        server.describe(setup);
        binary.describe(setup);
        setup.with("speed", speed == 0 ? "max" : Double.toString(speed));
        shows.forEach((recorded, id) -> setup.with("show", recorded + "=" + id));
        if (serverJournal != null) {
            setup.with("server-journal", serverJournal.toString());
        }
        return setup;
    }
}
