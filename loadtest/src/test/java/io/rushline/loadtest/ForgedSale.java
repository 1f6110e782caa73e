package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A real server, and whole on-sales by the command, of which somebody in between may forge the replies.
 *
 * <p>Threading: sales may run at once.
 */
final class ForgedSale implements AutoCloseable {
    private static final int CLEAN = 0;
    private static final int VIOLATED = 1;

    private final Path directory;
    private final Path data;
    private final AtomicInteger sales = new AtomicInteger();
    private final Server server;

    /** What came of one. */
    record Result(int exitCode, String json) {
        /** A number, by its name. */
        long number(String name) {
            Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
            assertThat(matcher.find()).as(name).isTrue();
            return Long.parseLong(matcher.group(1));
        }

        Result isClean() {
            assertThat(exitCode).as(json).isEqualTo(CLEAN);
            return this;
        }

        Result isViolated() {
            assertThat(exitCode).as(json).isEqualTo(VIOLATED);
            return this;
        }
    }

    /** @param directory for the server's data and the reports */
    ForgedSale(Path directory) {
        this.directory = directory;
        data = directory.resolve("data");
        server = Server.start(
                ServerOptions.on(data, Durability.DISK)
                        .limits(LimitOptions.DEMO)
                        .build(),
                ApiKeys.none().withDemo(),
                failure -> {});
    }

    /** Of the server that tells the truth. */
    String url() {
        return "http://127.0.0.1:" + server.httpPort();
    }

    /** Of the server that tells the truth. */
    int binaryPort() {
        return server.binaryPort();
    }

    /** Runs the command. */
    Result run(String url, String options) {
        Path report = directory.resolve("report-" + sales.incrementAndGet());
        // Who does not pay abandons the hold: seats come free when it expires, seconds after everybody has come and
        // waits, so that there are offers in each sale.
        String all = "onsale --url " + url + " --journal " + data + " --report " + report
                + " --json --seed 20261126 --warm-up 10 --seats 30 --customers 40 --seconds 1 --hold-seconds 6"
                + " --timeout-seconds 15 --drain-seconds 16 --set pay=50 --set release=0 --set double-click=30"
                + " --set hesitate-max-ms=400 " + options;
        int exitCode = new CommandLine(new LoadCommand()).execute(all.split(" "));
        try {
            return new Result(exitCode, Files.readString(report.resolve("result.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no result; the exit code was " + exitCode, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
