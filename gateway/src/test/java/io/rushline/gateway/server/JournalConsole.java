package io.rushline.gateway.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Runs {@code rushline journal} in this process, and keeps what the last run printed. */
final class JournalConsole {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    StringWriter out() {
        return out;
    }

    StringWriter err() {
        return err;
    }

    /** Answers the exit code. */
    int run(Path directory, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = Stream.concat(
                        Stream.of("journal", arguments[0], "--data", directory.toString()),
                        Stream.of(arguments).skip(1))
                .toArray(String[]::new);
        return Rushline.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
