package io.rushline.gateway.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** The form of the process's log on standard error. */
public enum LogFormat {
    /** Lines for people, as the configuration file has them. */
    TEXT,
    /** One JSON object a line; a request's id is the value of {@code requestId}. */
    JSON;

    /** Has the process log in this form from now on. */
    public void use() {
        if (this == TEXT) {
            return;
        }
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
            if (each.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
                JsonEncoder encoder = encoder();
                encoder.setContext(root.getLoggerContext());
                encoder.start();
                appender.setEncoder(encoder);
            }
        }
    }

    static JsonEncoder encoder() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMarkers(false);
        encoder.setWithMDC(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}
