package io.rushline.gateway.log;

import ch.qos.logback.classic.encoder.JsonEncoder;

/** The form of the process's log on standard error. */
public enum LogFormat {
    /** Lines for people, as the configuration file has them. */
    TEXT,
    /** One JSON object a line; a request's id is the value of {@code requestId}. */
    JSON;

    /** Has the process log in this form from now on. */
    public void use() {
        if (this == JSON) {
            ProcessLog.useJson();
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
