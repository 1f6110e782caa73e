package io.rushline.loadtest.office;

import io.rushline.loadtest.wire.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * What customers ask, as HTTP requests.
 *
 * <p>Customers' names and idempotency keys are of the tester's own making and need no escaping; ids are the server's and
 * do.
 */
public final class Api {
    private static final String BASE = "/api/v1";

    private final String key;
    private final int watchSeconds;

    Api(String key, int watchSeconds) {
        this.key = key;
        this.watchSeconds = watchSeconds;
    }

    Request request(Ask ask, long timeoutMs) {
        // A switch over sealed types needs a later Java.
        if (ask instanceof Ask.Look look) {
            return get("/shows/" + segment(look.showId()) + "/seats", timeoutMs);
        } else if (ask instanceof Ask.Hold hold) {
            return post("/shows/" + segment(hold.showId()) + "/holds", body(hold), hold.key(), timeoutMs);
        } else if (ask instanceof Ask.Book book) {
            String body = "{\"customer\":\"" + book.customer() + "\",\"paymentReference\":\"" + book.paymentReference()
                    + "\"}";
            return post("/holds/" + segment(book.holdId()) + "/book", body, book.key(), timeoutMs);
        } else if (ask instanceof Ask.Release release) {
            return delete("/holds/" + segment(release.holdId()), release.customer(), release.key(), timeoutMs);
        } else if (ask instanceof Ask.Cancel cancel) {
            String body = "{\"customer\":\"" + cancel.customer() + "\"}";
            return post("/bookings/" + segment(cancel.bookingId()) + "/cancel", body, cancel.key(), timeoutMs);
        } else if (ask instanceof Ask.Join join) {
            String body = "{\"customer\":\"" + join.customer() + "\",\"quantity\":" + join.quantity() + "}";
            return post("/shows/" + segment(join.showId()) + "/waiters", body, join.key(), timeoutMs);
        } else if (ask instanceof Ask.Leave leave) {
            return delete("/waiters/" + segment(leave.waiterId()), leave.customer(), leave.key(), timeoutMs);
        } else if (ask instanceof Ask.Watch watch) {
            return Request.longPoll(
                    BASE + "/waiters/" + segment(watch.waiterId()) + "?wait=" + watchSeconds,
                    key,
                    watch.rank(),
                    timeoutMs + watchSeconds * 1000L);
        } else if (ask instanceof Ask.Waiter waiter) {
            return get("/waiters/" + segment(waiter.waiterId()), timeoutMs);
        } else if (ask instanceof Ask.Booking booking) {
            return get("/bookings/" + segment(booking.bookingId()), timeoutMs);
        }
        throw new IllegalArgumentException("nobody has said how to ask for " + ask);
    }

    /** A part of a path, escaped. */
    public static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static String body(Ask.Hold hold) {
        String what = hold.seats().isEmpty()
                ? "\"quantity\":" + hold.quantity()
                : hold.seats().stream().collect(Collectors.joining("\",\"", "\"seats\":[\"", "\"]"));
        return "{\"customer\":\"" + hold.customer() + "\"," + what + "}";
    }

    private Request get(String path, long timeoutMs) {
        return Request.get(BASE + path, key, timeoutMs);
    }

    private Request post(String path, String body, String idempotencyKey, long timeoutMs) {
        return Request.post(BASE + path, key, body, idempotencyKey, timeoutMs);
    }

    private Request delete(String path, String customer, String idempotencyKey, long timeoutMs) {
        return Request.delete(BASE + path + "?customer=" + customer, key, idempotencyKey, timeoutMs);
    }
}
