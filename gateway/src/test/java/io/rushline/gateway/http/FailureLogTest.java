package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rushline.gateway.log.LogEvents;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged of a request that fails. */
class FailureLogTest {
    @Test
    void shouldNameTheRequestAndNothingSecret() throws IOException {
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Exchange.class);
        events.start();
        logger.addAppender(events);
        logger.setAdditive(false);
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.send("GET /fails?api_dev_key=demo-web&x=secret HTTP/1.1\r\nHost: x\r\nX-Request-Id: req-9\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(500);
            String json = LogEvents.asJson(List.copyOf(events.list));
            assertThat(json)
                    .contains("\"requestId\":\"req-9\"", "fails failed, request req-9")
                    .doesNotContain("secret", "demo-web");
        } finally {
            logger.setAdditive(true);
            logger.detachAppender(events);
        }
    }
}
