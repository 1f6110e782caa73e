package io.rushline.gateway.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.auth.Unsaid;
import io.rushline.gateway.http.AnsweredRequest;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.RequestObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;
import org.slf4j.LoggerFactory;

/**
 * A file with one JSON object for each request that was answered.
 *
 * <p>A new file begins each day and after 100 MiB; a week of them is kept, 1 GiB at most. Event loops never wait for the
 * disk: when it is too slow, lines are left out.
 *
 * <p>Threading: any thread.
 */
public final class AccessLog implements RequestObserver, AutoCloseable {
    private static final String LOGGER_NAME = "rushline.access";
    private static final int QUEUED_LINES = 16_384;
    private static final int KEPT_DAYS = 7;

    private final EpochClock clock;
    private final Unsaid unsaid;
    private final Logger logger;
    private final AsyncAppender appender;

    private AccessLog(Path file, EpochClock clock, KeyLookup keys) {
        this.clock = clock;
        unsaid = new Unsaid(keys);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = context.getLogger(LOGGER_NAME);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        appender = new AsyncAppender();
        appender.setContext(context);
        appender.setQueueSize(QUEUED_LINES);
        appender.setDiscardingThreshold(0);
        appender.setNeverBlock(true);
        appender.addAppender(rolling(context, file));
        appender.start();
        logger.addAppender(appender);
    }

    /**
     * Opens the file, and goes on at its end.
     *
     * @param keys stand nowhere in it
     * @throws IOException when it cannot be written to
     */
    public static AccessLog open(Path file, EpochClock clock, KeyLookup keys) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        if (!Files.isWritable(file)) {
            throw new IOException("can't write to " + file);
        }
        return new AccessLog(file, clock, keys);
    }

    @Override
    public void onAnswered(AnsweredRequest request) {
        // What was answered as it was asked has a route's path, in which no key can stand; but in front of it one can.
        boolean isPlain = request.status() < 400 && request.path().startsWith("/");
        byte[] line = JsonWriter.toBytes(json -> {
            json.instant("time", clock.time())
                    .field("requestId", unsaid.requestId(request.requestId()))
                    .field("address", request.client().address().getHostAddress());
            request.client().principal().ifPresent(principal -> json.field("key", principal.name()));
            json.field("method", isPlain ? request.method() : unsaid.word(request.method()))
                    .field("path", isPlain ? request.path() : unsaid.path(request.path()))
                    .field("route", request.route())
                    .field("status", request.status());
            if (!request.code().isEmpty()) {
                json.field("code", request.code());
            }
            json.field("bytes", request.lengthBytes())
                    .field("tookMicros", TimeUnit.NANOSECONDS.toMicros(request.tookNs()));
        });
        logger.info(new String(line, StandardCharsets.UTF_8));
    }

    /** Writes what is queued, and lets go of the file. */
    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        RollingFileAppender<ILoggingEvent> rolling = new RollingFileAppender<>();
        rolling.setContext(context);
        rolling.setFile(file.toString());
        rolling.setEncoder(encoder);
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(rolling);
        policy.setFileNamePattern(file + ".%d{yyyy-MM-dd}.%i");
        policy.setMaxFileSize(FileSize.valueOf("100MB"));
        policy.setMaxHistory(KEPT_DAYS);
        policy.setTotalSizeCap(FileSize.valueOf("1GB"));
        policy.start();
        rolling.setRollingPolicy(policy);
        rolling.start();
        return rolling;
    }
}
