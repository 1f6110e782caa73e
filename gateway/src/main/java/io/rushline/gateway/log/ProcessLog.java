package io.rushline.gateway.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/**
 * The process's log on standard error. A thread of its own writes it, since those that serve must not wait for whoever
 * reads; lines that it cannot take are left out.
 *
 * <p>Threading: any thread.
 */
public final class ProcessLog {
    private ProcessLog() {}

    /** Writes what is queued, for a second at the most, and ends the log: the process is about to end. */
    public static synchronized void end() {
        for (Iterator<Appender<ILoggingEvent>> each = root().iteratorForAppenders(); each.hasNext(); ) {
            if (each.next() instanceof AsyncAppender queue) {
                queue.stop();
            }
        }
    }

    static void useJson() {
        useJson(root());
    }

    private static void useJson(AppenderAttachable<ILoggingEvent> parent) {
        for (Iterator<Appender<ILoggingEvent>> each = parent.iteratorForAppenders(); each.hasNext(); ) {
            Appender<ILoggingEvent> appender = each.next();
            if (appender instanceof AsyncAppender queue) {
                useJson(queue);
            } else if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                JsonEncoder encoder = LogFormat.encoder();
                encoder.setContext(stream.getContext());
                encoder.start();
                stream.setEncoder(encoder);
            }
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
