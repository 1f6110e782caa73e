package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Reads all events of a server and its successors, and remembers which was the last. */
final class EventConsumer {
    private final Set<String> heldIds = new HashSet<>();
    private final Set<String> repeatedIds = new HashSet<>();
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
                String holdId = String.valueOf(event.get("holdId"));
                if ("SeatsHeld".equals(event.get("type")) && !heldIds.add(holdId)) {
                    repeatedIds.add(holdId);
                }
            }
        }
    }

    /** Reads until each of these holds has come up, or a minute is over. */
    void await(ServeProcess server, Set<String> holdIds) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        readOnce(server);
                        return heldIds.containsAll(holdIds);
                    });
        } catch (ConditionTimeoutException e) {
            assertThat(missing(holdIds)).as("what a minute was waited for").isNotEmpty();
        }
    }

    /** Which of these holds never came up. */
    Set<String> missing(Set<String> holdIds) {
        Set<String> missing = new TreeSet<>(holdIds);
        missing.removeAll(heldIds);
        return missing;
    }

    /** Holds that came up more than once. */
    Set<String> repeated() {
        return repeatedIds;
    }
}
