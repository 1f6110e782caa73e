package io.rushline.gateway.event;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Query;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.ShowView;
import io.rushline.gateway.view.Views;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Messages;
import io.rushline.journal.event.EventReader;
import io.rushline.journal.event.EventSearch;
import io.rushline.journal.event.EventsGoneException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.agrona.DirectBuffer;

/**
 * {@code GET /audit/seats/{show}/{seat}}: every event that gave a seat to somebody, or took it away, oldest first.
 *
 * <p>It reads the queue of events from the show's creation on, whose sequence is the show's id. One answer is of 200,000
 * events at most, has 1,000 of them at most, and ends early when they are long; {@code next} says where to go on. Attempts that were refused are no events; {@code rushline journal explain} knows those, too.
 *
 * <p>Threading: handlers wait for files, on an executor.
 */
public final class SeatHistoryRoutes {
    private static final String JSON = "application/json";
    private static final int EVENTS_READ = 200_000;
    private static final int EVENTS_PER_STEP = 10_000;
    private static final int BYTES_PER_STEP = 4 * 1024 * 1024;
    private static final int MAX_ITEMS = 1_000;
    private static final int MAX_BODY_BYTES = 512 * 1024;
    private static final int SHOW_ID = MessageHeaderDecoder.ENCODED_LENGTH + HoldReleasedDecoder.showIdEncodingOffset();
    private static final Problem NO_SHOW = Problem.of(404, "SHOW_NOT_FOUND", "There is no such show");
    private static final Problem NO_SEAT = Problem.of(404, "SEAT_NOT_FOUND", "There is no such seat");

    private final Path directory;
    private final EventRecorder recorder;
    private final Views views;
    private final SignedIds ids;

    /** Routes over the queue in a directory. */
    public SeatHistoryRoutes(Path directory, EventRecorder recorder, Views views, SignedIds ids) {
        this.directory = directory;
        this.recorder = recorder;
        this.views = views;
        this.ids = ids;
    }

    /**
     * Adds the route.
     *
     * @param blocking for reading files
     */
    public void register(Router router, Executor blocking) {
        router.get("/api/v1/audit/seats/{id}/{seat}", Role.OPERATOR, this::answer)
                .blocking(blocking);
    }

    private void answer(Exchange exchange) {
        long after = exchange.query(SeatHistoryRoutes::after);
        if (recorder.lastEventId() < 0) {
            throw EventRoutes.NOT_OPEN.exception();
        }
        ShowView show = Conversation.parseId(exchange.parameter("id"))
                .flatMap(views::show)
                .orElseThrow(NO_SHOW::exception);
        PlanView plan = show.plan();
        int seat = plan.names().seat(exchange.parameter("seat"));
        if (seat < 0) {
            throw NO_SEAT.exception();
        }
        long start = Math.max(after, EventSearch.before(directory, show.showId()));
        Page page = new Page(new EventJson(views, ids), show.showId(), seat);
        try (EventReader reader = new EventReader(directory, start)) {
            int read = EVENTS_PER_STEP;
            for (int all = 0; all < EVENTS_READ && read > 0 && !page.isFull; all += read) {
                read = reader.read(EVENTS_PER_STEP, BYTES_PER_STEP, page::take);
            }
            long position = page.isFull ? page.lastEventId : reader.position();
            boolean isMore = position < recorder.lastEventId();
            exchange.respond(200, JSON, page.end(isMore ? "\"" + position + "\"" : "null"));
        } catch (EventsGoneException e) {
            throw EventRoutes.gone(e).exception();
        }
    }

    private static long after(Query query) {
        return query.int64("after", 0, Long.MAX_VALUE, 0);
    }

    /** The events that are about one seat, as they are found. */
    private static final class Page {
        private final EventJson json;
        private final long showId;
        private final Integer seat;
        private final Messages messages = new Messages();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int count;
        private boolean isFull;
        private long lastEventId;

        Page(EventJson json, long showId, int seat) {
            this.json = json;
            this.showId = showId;
            this.seat = seat;
            ascii("{\"items\":[");
        }

        /** Passes over what comes when it is full: that is a step's rest. */
        void take(long planId, int currency, DirectBuffer event, int offset, int length) {
            if (isFull) {
                return;
            }
            int templateId =
                    event.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
            boolean isOfShow = templateId != SeatPlanDefinedDecoder.TEMPLATE_ID
                    && event.getLong(offset + SHOW_ID, LITTLE_ENDIAN) == showId;
            if (isOfShow && isAboutSeat(messages.event(event, offset))) {
                if (count++ > 0) {
                    body.write(',');
                }
                body.writeBytes(json.toBytes(planId, currency, event, offset));
                lastEventId = EventJson.eventId(event, offset);
                isFull = count == MAX_ITEMS || body.size() >= MAX_BODY_BYTES;
            }
        }

        byte[] end(String next) {
            ascii("],\"next\":" + next + "}");
            return body.toByteArray();
        }

        private boolean isAboutSeat(Event event) {
            List<Integer> former =
                    event instanceof Event.SeatsExchanged exchanged ? exchanged.formerSeats() : List.of();
            return event.seats().contains(seat) || former.contains(seat);
        }

        private void ascii(String text) {
            body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
