package io.rushline.loadtest.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.journal.audit.message.Command.CreateShow;
import io.rushline.journal.audit.message.Command.DefineSeatPlan;
import io.rushline.journal.audit.message.Command.PlanMark;
import io.rushline.journal.audit.message.Command.PlanRow;
import io.rushline.loadtest.office.SeatMap;
import io.rushline.loadtest.replay.Recording.RecordedShow;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Operator;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the recorded halls and shows on the server, with the same rows and the same conditions, so that all indexes of
 * seats, categories and sections mean the same there.
 *
 * <p>Threading: waits for each answer, so never on the event loop.
 */
final class Stage {
    private static final int MOVIE_MINUTES = 120;
    private static final int DAYS_AHEAD = 30;
    private static final long MS_PER_SECOND = 1000;

    private final Operator operator;
    private final String runId;
    private final Map<DefineSeatPlan, String> halls = new HashMap<>();
    private String cinemaId = "";
    private String movieId = "";

    Stage(Operator operator, String runId) {
        this.operator = operator;
        this.runId = runId;
    }

    /** A show like the recorded one; answers its id. */
    long make(RecordedShow show) throws CouldNotRun {
        if (cinemaId.isEmpty()) {
            makeSurroundings();
        }
        String hallId = halls.get(show.plan());
        if (hallId == null) {
            DefineSeatPlan plan = show.plan();
            hallId = operator.create("/halls", "hallId", json -> {
                json.writeStringField("cinemaId", cinemaId);
                json.writeStringField("name", plan.hall() + " " + runId);
                writeSections(json, plan);
                writeAreas(json, plan);
            });
            halls.put(plan, hallId);
        }
        String hall = hallId;
        return Long.parseLong(operator.create("/shows", "showId", json -> writeShow(json, hall, show)));
    }

    /** Takes a show that is there already, when its seats are the recorded ones. */
    long take(long liveShowId, RecordedShow show) throws CouldNotRun {
        Reply reply = operator.read("/shows/" + liveShowId + "/seats");
        List<String> live = SeatMap.parse(reply.answer().json()).names();
        boolean isSame = live.size() == show.seats().seatCount();
        for (int seat = 0; isSame && seat < live.size(); seat++) {
            isSame = live.get(seat).equals(show.seats().seatName(seat));
        }
        if (!isSame) {
            throw new CouldNotRun("show " + liveShowId + " has other seats than the recorded show " + show.showId()
                    + "; leave out --show, and one like it is made");
        }
        return liveShowId;
    }

    private void makeSurroundings() throws CouldNotRun {
        String cityId = operator.create("/cities", "cityId", json -> {
            json.writeStringField("name", "Replay " + runId);
            json.writeStringField("state", "NY");
            json.writeNumberField("lat", 40.7);
            json.writeNumberField("lon", -74.0);
        });
        cinemaId = operator.create("/cinemas", "cinemaId", json -> {
            json.writeStringField("cityId", cityId);
            json.writeStringField("name", "Replay " + runId);
        });
        movieId = operator.create("/movies", "movieId", json -> {
            json.writeStringField("title", "Replay " + runId);
            json.writeNumberField("durationMinutes", MOVIE_MINUTES);
        });
    }

    private void writeShow(JsonGenerator json, String hallId, RecordedShow show) throws IOException {
        CreateShow terms = show.terms();
        json.writeStringField("movieId", movieId);
        json.writeStringField("hallId", hallId);
        json.writeStringField(
                "startsAt",
                Instant.now()
                        .plus(DAYS_AHEAD, ChronoUnit.DAYS)
                        .truncatedTo(ChronoUnit.HOURS)
                        .toString());
        json.writeObjectFieldStart("prices");
        for (int i = 0; i < terms.prices().size(); i++) {
            json.writeNumberField(
                    show.plan().categories().get(i), terms.prices().get(i));
        }
        json.writeEndObject();
        json.writeStringField("currency", terms.currency());
        json.writeNumberField("holdSeconds", terms.holdMs() / MS_PER_SECOND);
        json.writeNumberField("graceSeconds", terms.graceMs() / MS_PER_SECOND);
        json.writeNumberField("waitSeconds", terms.waitMs() / MS_PER_SECOND);
        json.writeNumberField("maxPerHold", terms.maxPerHold());
        json.writeNumberField("maxPerCustomer", terms.maxPerCustomer());
        json.writeStringField("linePolicy", terms.linePolicy().name());
    }

    private static void writeSections(JsonGenerator json, DefineSeatPlan plan) throws IOException {
        json.writeArrayFieldStart("sections");
        int open = -1;
        for (PlanRow row : plan.rows()) {
            if (row.kind() == RowKind.NUMBERED) {
                if (row.section() != open) {
                    endSection(json, open);
                    json.writeStartObject();
                    json.writeStringField("name", plan.sections().get(row.section()));
                    json.writeArrayFieldStart("rows");
                    open = row.section();
                }
                writeRow(json, plan, row);
            }
        }
        endSection(json, open);
        json.writeEndArray();
    }

    private static void endSection(JsonGenerator json, int section) throws IOException {
        if (section >= 0) {
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeRow(JsonGenerator json, DefineSeatPlan plan, PlanRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", row.name());
        json.writeStringField("category", plan.categories().get(row.category()));
        json.writeNumberField("seats", row.seatCount());
        json.writeNumberField("firstNumber", row.firstNumber());
        writeMarks(json, "accessible", row, SeatMark.ACCESSIBLE);
        writeMarks(json, "companion", row, SeatMark.COMPANION);
        json.writeEndObject();
    }

    private static void writeMarks(JsonGenerator json, String field, PlanRow row, SeatMark mark) throws IOException {
        json.writeArrayFieldStart(field);
        for (PlanMark each : row.marks()) {
            if (each.mark() == mark) {
                json.writeNumber(each.seatNumber());
            }
        }
        json.writeEndArray();
    }

    private static void writeAreas(JsonGenerator json, DefineSeatPlan plan) throws IOException {
        json.writeArrayFieldStart("areas");
        for (PlanRow row : plan.rows()) {
            if (row.kind() == RowKind.GENERAL_ADMISSION) {
                json.writeStartObject();
                json.writeStringField("name", plan.sections().get(row.section()));
                json.writeStringField("category", plan.categories().get(row.category()));
                json.writeNumberField("capacity", row.seatCount());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
