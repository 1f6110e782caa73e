package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.replay.JournalFollower;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The state's hashes along a journal, as this Java or another one replays it. */
public final class ReplayedHashes {
    private static final int BETWEEN = 10;
    private static final String STATE = "state ";
    private static final int OLDEST_JAVA = 17;
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)[^\"]*\"");

    private ReplayedHashes() {}

    /** A Java that is installed here. */
    record Java(int version, Path home) {}

    /** Prints the hashes of a journal directory. */
    public static void main(String[] arguments) {
        of(Path.of(arguments[0])).forEach(System.out::println);
    }

    /** Behind every few commands, and at the end. */
    static List<String> of(Path journal) {
        Engine engine = new Engine(EngineLimits.SERVER);
        Outbox outbox = new Outbox();
        List<String> hashes = new ArrayList<>();
        JournalFollower.replay(journal, JournalPosition.START, (sequence, timestampMs, buffer, offset, length) -> {
            engine.apply(sequence, timestampMs, buffer, offset, length, outbox);
            if (sequence % BETWEEN == 0) {
                hashes.add(STATE + sequence + " " + Long.toHexString(engine.stateHash()));
            }
        });
        hashes.add(STATE + engine.lastSequence() + " " + Long.toHexString(engine.stateHash()));
        return hashes;
    }

    /** The same, by another Java. */
    static List<String> of(Path journal, Java java) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.home().resolve("bin/java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), ReplayedHashes.class.getName(), journal.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // A library may have something to say, too.
            return out.lines().filter(line -> line.startsWith(STATE)).toList();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Those of other versions than this one that stand beside it, each version once. */
    static List<Java> others() throws IOException {
        Path beside = Path.of(System.getProperty("java.home")).toRealPath().getParent();
        List<Java> others = new ArrayList<>();
        try (Stream<Path> all = Files.list(Objects.requireNonNull(beside))) {
            for (Path home : all.sorted().toList()) {
                int version = version(home);
                if (version >= OLDEST_JAVA
                        && version != Runtime.version().feature()
                        && others.stream().noneMatch(java -> java.version() == version)) {
                    others.add(new Java(version, home));
                }
            }
        }
        return others;
    }

    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return 0;
        }
        try {
            Matcher version = VERSION.matcher(Files.readString(release));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
