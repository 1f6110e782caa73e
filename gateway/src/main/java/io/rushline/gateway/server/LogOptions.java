package io.rushline.gateway.server;

import io.rushline.gateway.log.LogFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code serve} about logs. */
final class LogOptions {
    @Option(
            names = "--log",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "The form of the log on standard error (${DEFAULT-VALUE}).")
    private LogFormat format = LogFormat.TEXT;

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description =
                    "Writes a JSON object for each HTTP request into this file; no queries, no headers, no bodies.")
    private @Nullable Path accessLog;

    LogFormat format() {
        return format;
    }

    Optional<Path> accessLog() {
        return Optional.ofNullable(accessLog);
    }
}
