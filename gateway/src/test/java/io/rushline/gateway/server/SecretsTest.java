package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rushline.gateway.log.LogEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever is logged, at whichever level, no key stands in it. */
class SecretsTest {
    private static final String KEY = Api.WEB;

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void hearEverything() {
        logger().setLevel(Level.TRACE);
        logger().setAdditive(false);
        events.start();
        logger().addAppender(events);
    }

    @AfterEach
    void hearTheUsual() {
        logger().detachAppender(events);
        logger().setAdditive(true);
        logger().setLevel(null);
    }

    @Test
    void shouldLogNoKeysAndNoQueries() throws IOException {
        Path accessLog = directory.resolve("access.log");
        try (TestServer server = TestServer.startLogging(directory.resolve("data"), accessLog)) {
            for (String path : List.of(
                    "/api/v1/cities?api_dev_key=" + KEY,
                    "/api/v1/cities?api_dev_key=" + KEY + "&q=secret-town",
                    "/nowhere?api_dev_key=" + KEY,
                    "/api/v1/shows/77?api_dev_key=" + KEY,
                    "/api/v1/cities&api_dev_key=" + KEY,
                    "/api/v1/shows/77;api_dev_key=" + KEY,
                    "/api/v1/cities%3Fapi_dev_key=" + KEY,
                    "/api/v1/holds/x%253fapi_dev_key%253d" + KEY,
                    "/api/v1/cities/" + KEY,
                    "/api/v1/holds/" + KEY,
                    "/" + "x/".repeat(40) + KEY,
                    "/api/v1/cities?api_dev_key=wrong-" + KEY)) {
                server.api().callAnywhere("GET", path).as("").send();
            }
            server.api()
                    .call("GET", "/cities")
                    .header("X-Request-Id", "req-7")
                    .send()
                    .expect(200);
            server.api().call("GET", "/cities").header("X-Request-Id", KEY).send();
        }

        String access = Files.readString(accessLog);
        assertThat(access.lines()).hasSize(14);
        assertThat(access.replace("\"key\":\"" + KEY + "\"", "")).doesNotContain(KEY);
        assertThat(access)
                .contains("\"path\":\"/api/v1/cities...\"", "\"path\":\"/api/v1/holds/x...\"")
                .contains("\"path\":\"/api/v1/holds/(key)\"", "\"requestId\":\"(key)\"");
        assertThat(access).doesNotContain("api_dev_key", "secret-town", "wrong-", "Bearer");
        assertThat(access)
                .contains("\"requestId\":\"req-7\"", "\"key\":\"demo-web\"", "\"code\":\"SHOW_NOT_FOUND\"")
                .contains("\"path\":\"/api/v1/shows/77\",\"route\":\"/api/v1/shows/{id}\",\"status\":404");
        assertThat(LogEvents.asJson(events.list)).isNotEmpty().doesNotContain("api_dev_key", "secret-town", "wrong-");
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.rushline");
    }
}
