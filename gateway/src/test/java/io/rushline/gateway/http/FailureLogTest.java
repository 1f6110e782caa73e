package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rushline.gateway.log.LogEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is logged of a request that fails. */
class FailureLogTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String MADE_HERE = "[0-9a-f]{16}";

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void hear() {
        events.start();
        logger().addAppender(events);
        logger().setAdditive(false);
    }

    @AfterEach
    void hearNoMore() {
        logger().setAdditive(true);
        logger().detachAppender(events);
    }

    @Test
    void shouldNameTheRequestAndNothingSecret() throws IOException {
        fail("/fails?api_dev_key=demo-web&x=secret", "req-9");

        assertThat(LogEvents.asJson(List.copyOf(events.list)))
                .contains("\"requestId\":\"req-9\"", "fails failed, request req-9")
                .doesNotContain("secret", "demo-web");
    }

    @Test
    void shouldNotNameARequestByItsKey() throws IOException {
        fail("/fails?api_dev_key=demo-web", "demo-web");

        assertThat(LogEvents.asJson(List.copyOf(events.list)))
                .contains("\"requestId\":\"(key)\"", "fails failed, request (key)")
                .doesNotContain("demo-web");
    }

    @Test
    void shouldNotNameARequestByItsKeyWhenItIsLate() throws IOException {
        HttpOptions options = Fixture.options().timeouts(LONG, LONG, Duration.ofMillis(50), LONG);
        try (Fixture fixture = new Fixture(options);
                RawClient client = fixture.connect()) {
            client.send("GET /parked/x HTTP/1.1\r\n" + RawClient.KEY + "X-Request-Id: demo-web\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(504);
        }

        assertThat(LogEvents.asJson(List.copyOf(events.list)))
                .contains("\"requestId\":\"(key)\"", "was not answered in time, request (key)")
                .doesNotContain("demo-web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "req 9",
                "req-9\u0085ERROR",
                "req-9\tERROR",
                "req-9%0aERROR",
                "{}",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void shouldNotRepeatAnIdThatCouldPassForMore(String id) throws IOException {
        fail("/fails?api_dev_key=demo-web", id);

        assertThat(events.list).hasSize(1);
        assertThat(events.list.get(0).getFormattedMessage()).matches("GET /fails failed, request " + MADE_HERE);
    }

    private static void fail(String path, String requestId) throws IOException {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + requestId + "\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(500);
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Exchange.class);
    }
}
