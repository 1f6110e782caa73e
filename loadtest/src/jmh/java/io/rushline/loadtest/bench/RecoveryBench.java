package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.StartEpochEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code rushline bench recovery}: how long a start takes until it knows all that there was, from a long journal and from a
 * large snapshot.
 *
 * <p>{@code rushline snapshot} recovers as a server does, events and views included, and says in its log how long that took.
 * Each runs in a process of its own, with nothing compiled before.
 */
@Command(
        name = "recovery",
        description =
                "How long a start takes until it knows all that there was, from a long journal and a large snapshot.",
        mixinStandardHelpOptions = true)
final class RecoveryBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;
    private static final int COMMANDS = 10_000_000;
    private static final int QUICK_PART = 10;
    private static final int ROUNDS = 3;
    private static final Pattern REPLAYED = Pattern.compile("replayed (\\d+) commands in (\\d+) ms");
    private static final Pattern LOADED = Pattern.compile("loaded the snapshot \\S+ of (\\d+) bytes in (\\d+) ms");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the data goes. Default: the directory for temporary files.")
    private @Nullable Path directory;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        String machine = Machine.description();
        Map<String, Figure> figures = new LinkedHashMap<>();
        int part = options.quick ? QUICK_PART : 1;
        try {
            fromJournal(COMMANDS / part, figures);
            fromSnapshot(MillionShows.SHOWS / part, figures);
        } catch (IOException e) {
            spec.commandLine().getErr().println("rushline: the benchmark could not run: " + e.getMessage());
            return COULD_NOT_RUN;
        }
        options.print(machine, figures);
        return 0;
    }

    /** Each round begins without a snapshot, so that all is replayed; the first one fills the event queue as well. */
    private void fromJournal(int commands, Map<String, Figure> figures) throws IOException, InterruptedException {
        List<Double> tookMs = new ArrayList<>();
        try (ScratchDirectory scratch = ScratchDirectory.in(directory)) {
            Path data = scratch.path().resolve("data");
            try (RecordedCommands recorded = new RecordedCommands(data)) {
                ReplaySpeed.sell(new Engine(EngineLimits.SERVER), commands, recorded);
            }
            for (int round = 0; round < ROUNDS; round++) {
                tookMs.add(number(recover(data), REPLAYED));
                ScratchDirectory.remove(data.resolve("snapshots"));
            }
        }
        figures.put("recovery.journal.ms", Rounds.figure(tookMs, "ms"));
        System.out.printf(Locale.ROOT, "%,d commands replayed in %s ms%n", commands, tookMs);
    }

    private void fromSnapshot(int shows, Map<String, Figure> figures) throws IOException, InterruptedException {
        List<Double> tookMs = new ArrayList<>();
        double bytes = 0;
        try (ScratchDirectory scratch = ScratchDirectory.in(directory)) {
            Path data = scratch.path().resolve("data");
            try (RecordedCommands recorded = new RecordedCommands(data)) {
                Player player = new Player(new Engine(EngineLimits.SERVER), MillionShows.COMMANDS_PER_MS, recorded);
                startEpoch(player);
                MillionShows.open(player, shows, shows, new SplittableRandom(MillionShows.SEED));
            }
            recover(data);
            for (int round = 0; round < ROUNDS; round++) {
                Matcher loaded = find(recover(data), LOADED);
                bytes = Double.parseDouble(loaded.group(1));
                tookMs.add(Double.parseDouble(loaded.group(2)));
            }
        }
        figures.put("recovery.snapshot.ms", Rounds.figure(tookMs, "ms"));
        System.out.printf(
                Locale.ROOT,
                "a snapshot of %,d shows, %,.0f bytes with what readers see, loaded in %s ms%n",
                shows,
                bytes,
                tookMs);
    }

    /** As a primary begins: a snapshot must be of the epoch that its journal's records have. */
    private static void startEpoch(Player player) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        StartEpochEncoder message = new StartEpochEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).epoch(1);
        EngineLimits.SERVER.encode(message);
        player.send(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    /** Recovers in a process of its own, which writes a snapshot if there is none; answers what it logged. */
    private static String recover(Path data) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Fork.java());
        command.addAll(Fork.options());
        command.add("-Xmx8g");
        command.addAll(List.of(
                "-cp", Fork.classPath(), "io.rushline.gateway.server.Rushline", "snapshot", "--data", data.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ServerProcess running = ServerProcess.of(process);
        try (running) {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("rushline snapshot ended with " + process.exitValue() + ": " + said.strip());
            }
            return said;
        }
    }

    private static double number(String said, Pattern pattern) throws IOException {
        return Double.parseDouble(find(said, pattern).group(2));
    }

    private static Matcher find(String said, Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("rushline snapshot did not say how long it took: " + said.strip());
        }
        return matcher;
    }
}
