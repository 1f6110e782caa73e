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

/** {@code rushline bench journal}: how fast batches get to the disk, and how fast a journal is replayed. */
@Command(
        name = "journal",
        description = "How fast batches get to the disk beside a bare loop, and how fast a journal is replayed.",
        mixinStandardHelpOptions = true)
final class JournalBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where the journals go, on the disk to be measured. Default: the directory for temporary files.")
    private @Nullable Path directory;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        String machine = Machine.description();
        Map<String, Figure> figures = new LinkedHashMap<>();
        try (ScratchDirectory scratch = ScratchDirectory.in(directory)) {
            new AppendSpeed(scratch.path(), options.quick).measure(figures);
            new ReplaySpeed(scratch.path(), options.quick).measure(figures);
        } catch (IOException e) {
            spec.commandLine().getErr().println("rushline: the benchmark could not write or read its journals: " + e);
            return COULD_NOT_RUN;
        }
        options.print(machine, figures);
        return 0;
    }
}
