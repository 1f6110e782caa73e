package io.rushline.loadtest.workload;

import io.rushline.loadtest.wire.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The customers' requests.
 *
 * <p>Customers' names and idempotency keys are of the tester's own making and need no escaping; ids are the server's and
 * do.
 */
final class Api {
    private static final String BASE = "/api/v1";

    private final String key;
    private final long timeoutMs;

    Api(String key, long timeoutMs) {
        this.key = key;
        this.timeoutMs = timeoutMs;
    }

    Request hold(String showId, String customer, int quantity, String idempotencyKey) {
        String body = "{\"customer\":\"" + customer + "\",\"quantity\":" + quantity + "}";
        return post("/shows/" + segment(showId) + "/holds", body, idempotencyKey);
    }

    Request book(String holdId, String customer, String paymentReference, String idempotencyKey) {
        String body = "{\"customer\":\"" + customer + "\",\"paymentReference\":\"" + paymentReference + "\"}";
        return post("/holds/" + segment(holdId) + "/book", body, idempotencyKey);
    }

    Request release(String holdId, String customer, String idempotencyKey) {
        return Request.delete(
                BASE + "/holds/" + segment(holdId) + "?customer=" + customer, key, idempotencyKey, timeoutMs);
    }

    Request join(String showId, String customer, int quantity, String idempotencyKey) {
        String body = "{\"customer\":\"" + customer + "\",\"quantity\":" + quantity + "}";
        return post("/shows/" + segment(showId) + "/waiters", body, idempotencyKey);
    }

    /** Waits for a change; the lower the rank, the sooner it gets a connection. */
    Request waitInLine(String waiterId, int waitSeconds, long rank) {
        return Request.longPoll(
                BASE + "/waiters/" + segment(waiterId) + "?wait=" + waitSeconds,
                key,
                rank,
                timeoutMs + waitSeconds * 1000L);
    }

    Request waiter(String waiterId) {
        return Request.get(BASE + "/waiters/" + segment(waiterId), key, timeoutMs);
    }

    Request leave(String waiterId, String customer, String idempotencyKey) {
        return Request.delete(
                BASE + "/waiters/" + segment(waiterId) + "?customer=" + customer, key, idempotencyKey, timeoutMs);
    }

    Request booking(String bookingId) {
        return Request.get(BASE + "/bookings/" + segment(bookingId), key, timeoutMs);
    }

    private Request post(String path, String body, String idempotencyKey) {
        return Request.post(BASE + path, key, body, idempotencyKey, timeoutMs);
    }

    static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
