package io.rushline.gateway.event;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Query;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.view.Views;
import io.rushline.journal.event.EventReader;
import io.rushline.journal.event.EventsGoneException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * {@code GET /events}: the queue behind some event, as a page, or as a stream that goes on.
 *
 * <p>A page ends early when its events are long. A stream is told as fast as its client takes it, from wherever it is.
 */
public final class EventRoutes {
    private static final String JSON = "application/json";
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_PAGE_BYTES = 512 * 1024;
    static final Problem NOT_OPEN =
            Problem.of(503, "OVERLOADED", "The events are not at hand yet").retryAfter(1);

    private final Path directory;
    private final EventRecorder recorder;
    private final Views views;
    private final SignedIds ids;
    private final EventStreams streams;

    /**
     * Routes over the queue in a directory.
     *
     * @param streams that are opened; closed by whoever made them
     */
    public EventRoutes(Path directory, EventRecorder recorder, Views views, SignedIds ids, EventStreams streams) {
        this.directory = directory;
        this.recorder = recorder;
        this.views = views;
        this.ids = ids;
        this.streams = streams;
    }

    /**
     * Adds the route.
     *
     * @param blocking for reading files
     */
    public void register(Router router, Executor blocking) {
        router.get("/api/v1/events", Role.OPERATOR, this::answer).blocking(blocking);
    }

    private record Wanted(long after, int limit) {
        static Wanted read(Query query) {
            return new Wanted(
                    query.int64("after", 0, Long.MAX_VALUE, 0), query.int32("limit", 1, MAX_LIMIT, USUAL_LIMIT));
        }
    }

    private void answer(Exchange exchange) {
        Wanted wanted = exchange.query(Wanted::read);
        if (recorder.lastEventId() < 0) {
            throw NOT_OPEN.exception();
        }
        boolean isStream = exchange.header("Accept")
                .filter(types -> types.contains("text/event-stream"))
                .isPresent();
        if (isStream) {
            streams.open(
                    exchange,
                    exchange.header("Last-Event-ID").map(EventRoutes::eventId).orElse(wanted.after()));
        } else {
            page(exchange, wanted);
        }
    }

    private static long eventId(String header) {
        if (!header.matches("[0-9]{1,18}")) {
            throw Problem.malformed("Last-Event-ID is not the id of an event").exception();
        }
        return Long.parseLong(header);
    }

    /** The events are rendered one by one into the page, since each is a text of its own already. */
    private void page(Exchange exchange, Wanted wanted) {
        EventJson json = new EventJson(views, ids);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("{\"items\":["));
        try (EventReader reader = new EventReader(directory, wanted.after())) {
            reader.read(wanted.limit(), MAX_PAGE_BYTES, (planId, currency, event, offset, length) -> {
                if (body.size() > "{\"items\":[".length()) {
                    body.write(',');
                }
                body.writeBytes(json.toBytes(planId, currency, event, offset));
            });
            Optional<String> next = reader.position() < recorder.lastEventId()
                    ? Optional.of("\"" + reader.position() + "\"")
                    : Optional.empty();
            body.writeBytes(ascii("],\"next\":" + next.orElse("null") + "}"));
        } catch (EventsGoneException e) {
            throw gone(e).exception();
        }
        exchange.respond(200, JSON, body.toByteArray());
    }

    static Problem gone(EventsGoneException e) {
        return Problem.of(410, "EVENTS_GONE", "Events behind this one are not there to be told one by one")
                .member("firstEventId", e.firstEventId())
                .member("lastEventId", e.lastEventId());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
