package io.rushline.loadtest.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rushline.loadtest.office.Api;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.WireClient;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Puts the shows of a run on sale, with the operator's key: a city, a cinema, a hall, a movie, and shows that are on sale
 * at once.
 *
 * <p>Threading: waits for each answer, so never on the event loop.
 */
public final class Organiser {
    static final int ROW_SEATS = 50;
    static final int SECTION_ROWS = 10;

    private static final String BASE = "/api/v1";
    private static final String CATEGORY = "Standard";
    private static final int PRICE = 4_500;
    private static final int MOVIE_MINUTES = 120;
    private static final int DAYS_AHEAD = 30;
    private static final JsonFactory JSON = new JsonFactory();

    private final WireClient client;
    private final String url;
    private final String operatorKey;
    private final String runId;
    private final long timeoutMs;
    private int requests;

    public Organiser(WireClient client, String url, String operatorKey, String runId, long timeoutMs) {
        this.client = client;
        this.url = url;
        this.operatorKey = operatorKey;
        this.runId = runId;
        this.timeoutMs = timeoutMs;
    }

    /** Shows in a new hall with so many seats. */
    public List<Show> inNewHall(int seats, int showCount, int holdSeconds, int graceSeconds) throws CouldNotRun {
        String cityId = create("/cities", "cityId", json -> {
            json.writeStringField("name", "Load test " + runId);
            json.writeStringField("state", "NY");
            json.writeNumberField("lat", 40.7);
            json.writeNumberField("lon", -74.0);
        });
        String cinemaId = create("/cinemas", "cinemaId", json -> {
            json.writeStringField("cityId", cityId);
            json.writeStringField("name", "Load test " + runId);
        });
        String hallId = create("/halls", "hallId", json -> {
            json.writeStringField("cinemaId", cinemaId);
            json.writeStringField("name", "Load test " + runId);
            writeSections(json, seats);
        });
        return shows(hallId, List.of(CATEGORY), seats, showCount, holdSeconds, graceSeconds);
    }

    /** Shows in a hall that the server has already. */
    public List<Show> inHall(String hallId, int showCount, int holdSeconds, int graceSeconds) throws CouldNotRun {
        Reply reply = replied(
                "GET /halls/" + hallId,
                client.await(Request.get(BASE + "/halls/" + Api.segment(hallId), operatorKey, timeoutMs)));
        HallContent hall = HallContent.parse(reply.answer().json());
        if (hall.seats() == 0 || hall.categories().isEmpty()) {
            throw new CouldNotRun("hall " + hallId + " has no seats with a category; choose another with --hall");
        }
        return shows(hallId, hall.categories(), hall.seats(), showCount, holdSeconds, graceSeconds);
    }

    private List<Show> shows(
            String hallId, Collection<String> categories, int seats, int showCount, int holdSeconds, int graceSeconds)
            throws CouldNotRun {
        String movieId = create("/movies", "movieId", json -> {
            json.writeStringField("title", "Load test " + runId);
            json.writeNumberField("durationMinutes", MOVIE_MINUTES);
        });
        Instant startsAt = Instant.now().plus(DAYS_AHEAD, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        List<Show> shows = new ArrayList<>();
        for (int i = 0; i < showCount; i++) {
            String showStartsAt = startsAt.plus(i, ChronoUnit.DAYS).toString();
            String showId = create("/shows", "showId", json -> {
                json.writeStringField("movieId", movieId);
                json.writeStringField("hallId", hallId);
                json.writeStringField("startsAt", showStartsAt);
                json.writeObjectFieldStart("prices");
                for (String category : categories) {
                    json.writeNumberField(category, PRICE);
                }
                json.writeEndObject();
                json.writeNumberField("holdSeconds", holdSeconds);
                json.writeNumberField("graceSeconds", graceSeconds);
                json.writeNumberField("maxPerHold", Choices.PARTY_MAX);
                json.writeStringField("linePolicy", "STRICT_FIFO");
            });
            shows.add(new Show(showId, seats));
        }
        return shows;
    }

    /** Sections of ten rows of fifty; the last row is as short as it must be. */
    private static void writeSections(JsonGenerator json, int seats) throws IOException {
        json.writeArrayFieldStart("sections");
        int left = seats;
        for (int section = 1; left > 0; section++) {
            json.writeStartObject();
            json.writeStringField("name", "S" + section);
            json.writeArrayFieldStart("rows");
            for (int row = 1; row <= SECTION_ROWS && left > 0; row++) {
                int rowSeats = Math.min(ROW_SEATS, left);
                left -= rowSeats;
                json.writeStartObject();
                json.writeStringField("name", "R" + row);
                json.writeStringField("category", CATEGORY);
                json.writeNumberField("seats", rowSeats);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private String create(String path, String idField, Fields fields) throws CouldNotRun {
        String key = runId + "-setup-" + requests++;
        Reply reply = replied(
                "POST " + path, client.await(Request.post(BASE + path, operatorKey, object(fields), key, timeoutMs)));
        String id = reply.answer().text(idField);
        if (id.isEmpty()) {
            throw new CouldNotRun("POST " + path + " at " + url + " answered " + reply.status() + " without " + idField
                    + "; is this a Rushline server?");
        }
        return id;
    }

    private static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private Reply replied(String what, Outcome outcome) throws CouldNotRun {
        if (outcome instanceof Reply reply && reply.succeeded()) {
            return reply;
        }
        if (outcome instanceof Failure failure) {
            throw new CouldNotRun(
                    "no answer from " + url + " (" + failure.cause().label()
                            + "); start the server with ./rushline serve --demo, or name another with --url");
        }
        Reply refused = (Reply) outcome;
        if (refused.status() == 401 || refused.status() == 403) {
            throw new CouldNotRun(url + " refuses the operator key (" + refused.status()
                    + "); name the right one with --operator-key");
        }
        throw new CouldNotRun(what + " at " + url + " was refused: " + refused.label() + " "
                + refused.answer().text("detail"));
    }
}
