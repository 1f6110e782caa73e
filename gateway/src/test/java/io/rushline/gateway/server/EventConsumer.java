package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads all events of a server and its successors, and remembers which was the last. */
final class EventConsumer {
    private final Set<String> heldIds = new HashSet<>();
    private long position;

    /** Reads what is there. */
    void readOnce(ServeProcess server) throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> page = server.getAsOperator("/events?limit=1000&after=" + position);
            if (page.statusCode() == 503) {
                // A successor answers before it has opened the queue.
                return;
            }
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            List<?> items = (List<?>) JsonValues.at(JsonValues.parse(body), "items");
            if (items.isEmpty()) {
                return;
            }
            for (Object item : items) {
                Map<?, ?> event = (Map<?, ?>) item;
                assertThat(event.get("eventId")).isEqualTo(position + 1);
                position++;
                if ("SeatsHeld".equals(event.get("type"))) {
                    assertThat(heldIds.add(String.valueOf(event.get("holdId"))))
                            .as("the hold of event %d came up before", position)
                            .isTrue();
                }
            }
        }
    }

    /** Reads until each of these holds has come up. */
    void verify(ServeProcess server, Set<String> holdIds) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    readOnce(server);
                    assertThat(heldIds).containsAll(holdIds);
                });
    }
}
