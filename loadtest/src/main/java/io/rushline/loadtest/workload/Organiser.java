package io.rushline.loadtest.workload;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rushline.loadtest.office.Api;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.WireClient;
import java.io.IOException;
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

    private static final String CATEGORY = "Standard";
    private static final int PRICE = 4_500;
    private static final int MOVIE_MINUTES = 120;
    private static final int DAYS_AHEAD = 30;

    private final Operator operator;
    private final String runId;

    public Organiser(WireClient client, String url, String operatorKey, String runId, long timeoutMs) {
        this(new Operator(client, url, operatorKey, runId, timeoutMs), runId);
    }

    private Organiser(Operator operator, String runId) {
        this.operator = operator;
        this.runId = runId;
    }

    /** Shows in a new hall with so many seats. */
    public List<Show> inNewHall(int seats, int showCount, int holdSeconds, int graceSeconds) throws CouldNotRun {
        String cityId = operator.create("/cities", "cityId", json -> {
            json.writeStringField("name", "Load test " + runId);
            json.writeStringField("state", "NY");
            json.writeNumberField("lat", 40.7);
            json.writeNumberField("lon", -74.0);
        });
        String cinemaId = operator.create("/cinemas", "cinemaId", json -> {
            json.writeStringField("cityId", cityId);
            json.writeStringField("name", "Load test " + runId);
        });
        String hallId = operator.create("/halls", "hallId", json -> {
            json.writeStringField("cinemaId", cinemaId);
            json.writeStringField("name", "Load test " + runId);
            writeSections(json, seats);
        });
        return shows(hallId, List.of(CATEGORY), seats, showCount, holdSeconds, graceSeconds);
    }

    /** Shows in a hall that the server has already. */
    public List<Show> inHall(String hallId, int showCount, int holdSeconds, int graceSeconds) throws CouldNotRun {
        Reply reply = operator.read("/halls/" + Api.segment(hallId));
        HallContent hall = HallContent.parse(reply.answer().json());
        if (hall.seats() == 0 || hall.categories().isEmpty()) {
            throw new CouldNotRun("hall " + hallId + " has no seats with a category; choose another with --hall");
        }
        return shows(hallId, hall.categories(), hall.seats(), showCount, holdSeconds, graceSeconds);
    }

    private List<Show> shows(
            String hallId, Collection<String> categories, int seats, int showCount, int holdSeconds, int graceSeconds)
            throws CouldNotRun {
        String movieId = operator.create("/movies", "movieId", json -> {
            json.writeStringField("title", "Load test " + runId);
            json.writeNumberField("durationMinutes", MOVIE_MINUTES);
        });
        Instant startsAt = Instant.now().plus(DAYS_AHEAD, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
        List<Show> shows = new ArrayList<>();
        for (int i = 0; i < showCount; i++) {
            String showStartsAt = startsAt.plus(i, ChronoUnit.DAYS).toString();
            String showId = operator.create("/shows", "showId", json -> {
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
}
