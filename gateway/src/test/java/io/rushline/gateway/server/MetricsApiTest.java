package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads. */
class MetricsApiTest {
    @TempDir
    private Path data;

    @Test
    void shouldCountCommandsHoldsWaitersAndRequests() {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String showId = house.smallShow();
            String holdId = house.hold(showId, "ann", 3).expect(201).text("holdId");
            house.hold(showId, "bob", 1).expect(201);
            house.hold(showId, "cid", 2).expect(409);
            house.join(showId, "cid", 2).expect(202);
            house.join(showId, "dan", 1).expect(202);
            server.api().get("/nowhere").expect(404);

            await().untilAsserted(() -> assertThat(scrape(server))
                    .contains(
                            "rushline_commands_total{code=\"OK\",command=\"HoldBestAvailable\"} 2.0",
                            "rushline_commands_total{code=\"JOIN_LINE\",command=\"HoldBestAvailable\"} 1.0",
                            "rushline_commands_total{code=\"OK\",command=\"DefineSeatPlan\"} 2.0",
                            "rushline_commands_total{code=\"OK\",command=\"StartEpoch\"} 1.0",
                            "rushline_holds 2.0",
                            "rushline_waiters 2.0",
                            "rushline_lines 1.0",
                            "rushline_line_longest 2.0",
                            "rushline_shows 1.0",
                            "rushline_ring_occupied 0.0",
                            "rushline_ring_capacity 8192.0"));
            house.release(holdId, "ann").expect(204);
            await().untilAsserted(() -> assertThat(scrape(server))
                    .as("both who waited hold now, beside bob")
                    .contains("rushline_holds 3.0", "rushline_waiters 0.0", "rushline_lines 0.0"));
            List<String> lines = scrape(server);
            assertThat(value(lines, "rushline_journal_batch_commands_sum")).isGreaterThanOrEqualTo(9);
            assertThat(value(lines, "rushline_journal_commit_seconds_count")).isPositive();
            assertThat(value(lines, "rushline_command_durable_seconds_count")).isPositive();
            assertThat(value(lines, "rushline_command_replied_seconds_count")).isPositive();
            assertThat(value(lines, "rushline_http_connections")).isPositive();
            assertThat(value(lines, "rushline_binary_connections")).isZero();
            assertThat(value(
                            lines,
                            "rushline_http_requests_seconds_count{code=\"JOIN_LINE\",method=\"POST\","
                                    + "route=\"/api/v1/shows/{id}/holds\",status=\"409\"}"))
                    .isEqualTo(1);
            assertThat(
                            value(
                                    lines,
                                    "rushline_http_requests_seconds_count{code=\"NOT_FOUND\",method=\"\",route=\"\",status=\"404\"}"))
                    .isEqualTo(1);
            assertThat(lines).anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"));
        }
    }

    private static List<String> scrape(TestServer server) {
        Answer answer =
                server.api().callAnywhere("GET", "/metrics").as("").send().expect(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        return new String(answer.bytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private static double value(List<String> lines, String series) {
        return lines.stream()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + series));
    }
}
