package io.rushline.loadtest.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushline bench pipeline}: ring, engine and journal together, in one process and without sockets. */
@Command(
        name = "pipeline",
        description =
                "Ring, engine and journal in one process, without sockets, beside a bare loop of appends and forces.",
        mixinStandardHelpOptions = true)
final class PipelineBench implements Callable<Integer> {
    private static final int MAX_SHOWS = 1_000_000;
    private static final int COULD_NOT_RUN = 3;
    private static final int COMMANDS_PER_MS = 4;
    private static final int MAX_PER_CUSTOMER = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(
            names = "--shows",
            paramLabel = "N",
            defaultValue = "1",
            description = "Shows of 1,000 seats that the commands are spread over (${DEFAULT-VALUE}).")
    private int shows;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where the journals go, on the disk to be measured. Default: the directory for temporary files.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        BenchOptions.requireWithin(spec, "--shows", shows, 1, MAX_SHOWS);
        String machine = Machine.description();
        Map<String, Figure> figures = new LinkedHashMap<>();
        try (ScratchDirectory scratch = ScratchDirectory.in(directory)) {
            MixedShape shape = MixedShape.of(Hall.THEATRE, shows, COMMANDS_PER_MS, false);
            MixedWorkload workload = new MixedWorkload(shape, MAX_PER_CUSTOMER, 0);
            workload.settle();
            PipelineSpeed speed = new PipelineSpeed(workload, options.quick);
            speed.measureDurable(scratch.path(), figures);
            speed.measureCached(scratch.path(), figures);
        } catch (IOException | IllegalStateException e) {
            spec.commandLine().getErr().println("rushline: the benchmark could not run: " + e.getMessage());
            return COULD_NOT_RUN;
        }
        options.print(machine, figures);
        return 0;
    }
}
