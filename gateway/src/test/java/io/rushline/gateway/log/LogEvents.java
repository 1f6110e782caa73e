package io.rushline.gateway.log;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Events as the process logs them with {@code --log json}. */
public final class LogEvents {
    private LogEvents() {}

    /** All of them, an object a line. */
    public static String asJson(List<ILoggingEvent> events) {
        JsonEncoder encoder = LogFormat.encoder();
        return events.stream()
                .map(event -> new String(encoder.encode(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
