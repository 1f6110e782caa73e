package io.rushline.gateway.show;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.HallForm;
import io.rushline.gateway.catalogue.SeatNames;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.view.PlanView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;

/** {@code POST /halls}, and {@code GET} and {@code PATCH /halls/{id}}, for operators. */
public final class HallRoutes {
    /** The description of a hall of 100,000 seats in 4,000 rows fits. */
    private static final int BODY_LIMIT_BYTES = 1 << 20;

    private static final Problem NO_CINEMA = Problem.of(404, "CINEMA_NOT_FOUND", "There is no such cinema");
    private static final Problem NO_HALL = Problem.of(404, "HALL_NOT_FOUND", "There is no such hall");

    private final Conversation conversation;
    private final Catalogue catalogue;
    private final HallCopy copy;
    private final Executor blocking;

    /**
     * The routes over a conversation with the engine.
     *
     * @param blocking where SQL may be waited for
     */
    public HallRoutes(Conversation conversation, Catalogue catalogue, Executor blocking) {
        this.conversation = conversation;
        this.catalogue = catalogue;
        copy = new HallCopy(catalogue);
        this.blocking = blocking;
    }

    public void register(Router router) {
        router.post("/api/v1/halls", Role.OPERATOR, this::create)
                .blocking(blocking)
                .bodyLimitBytes(BODY_LIMIT_BYTES);
        router.get("/api/v1/halls/{id}", Role.OPERATOR, this::read);
        router.patch("/api/v1/halls/{id}", Role.OPERATOR, this::change);
    }

    private void create(Exchange exchange) {
        exchange.refuseQuery();
        HallForm request = HallForm.read(exchange.bytes());
        if (catalogue.cinema(request.cinemaId()).isEmpty()) {
            throw NO_CINEMA.exception();
        }
        RequestId requestId = Conversation.optionalRequestId(exchange);
        conversation.send(
                exchange,
                buffer -> request.layout()
                        .encode(buffer, 0, requestId.high(), requestId.low(), request.cinemaId(), request.name()),
                (reply, head) -> record(exchange, request, reply));
    }

    /** The engine has it; what is left is that it can be found. */
    private void record(Exchange exchange, HallForm request, DirectBuffer buffer) {
        AcceptedDecoder reply = new AcceptedDecoder();
        reply.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        long hallId = reply.subjectId();
        exchange.continueOn(blocking, () -> {
            PlanView plan = conversation.views().plan(hallId).orElseThrow();
            copy.refresh(plan);
            // A repeated request gets the answer of then, whatever the hall is called now.
            exchange.created(201, "halls/" + hallId, json -> write(json, plan, request.name()));
        });
    }

    private void change(Exchange exchange) {
        exchange.refuseQuery();
        PlanView plan = plan(exchange);
        Optional<String> name = exchange.read(HallForm::readChange);
        if (name.isEmpty()) {
            conversation.presentSequence(exchange);
            exchange.json(200, json -> write(json, plan, plan.hallName()));
            return;
        }
        conversation.send(
                exchange,
                ShowCommands.renameSeatPlan(plan.planId(), name.get()),
                (reply, head) -> exchange.continueOn(blocking, () -> {
                    copy.refresh(plan);
                    exchange.json(200, json -> write(json, plan, plan.hallName()));
                }));
    }

    private void read(Exchange exchange) {
        exchange.refuseQuery();
        PlanView plan = plan(exchange);
        exchange.json(200, json -> write(json, plan, plan.hallName()));
    }

    private PlanView plan(Exchange exchange) {
        return Conversation.parseId(exchange.parameter("id"))
                .flatMap(conversation.views()::plan)
                .orElseThrow(NO_HALL::exception);
    }

    private static void write(JsonWriter json, PlanView plan, String name) {
        SeatNames names = plan.names();
        json.field("hallId", Long.toString(plan.planId()))
                .field("cinemaId", Long.toString(names.cinemaId()))
                .field("name", name)
                .field("capacity", names.seatCount());
        List<Integer> numbered = sections(names, false);
        List<Integer> areas = sections(names, true);
        json.objects(
                "sections",
                numbered,
                (each, section) -> each.field("name", names.sections().get(section))
                        .objects("rows", rows(names, section), (inner, row) -> writeRow(inner, names, row)));
        json.objects("areas", areas, (each, section) -> {
            SeatNames.Row row = rows(names, section).get(0);
            each.field("name", names.sections().get(section))
                    .field("category", names.categories().get(row.category()))
                    .field("capacity", row.seatCount());
        });
    }

    private static void writeRow(JsonWriter json, SeatNames names, SeatNames.Row row) {
        json.field("name", row.name())
                .field("category", names.categories().get(row.category()))
                .field("seats", row.seatCount())
                .field("firstNumber", row.firstNumber())
                .int32s("accessible", numbers(names, row, SeatMark.ACCESSIBLE))
                .int32s("companion", numbers(names, row, SeatMark.COMPANION));
    }

    /** Indexes of the sections that are, or are not, general-admission areas. */
    private static List<Integer> sections(SeatNames names, boolean isArea) {
        return IntStream.range(0, names.sections().size())
                .filter(section -> rows(names, section).stream().allMatch(SeatNames.Row::generalAdmission) == isArea)
                .boxed()
                .toList();
    }

    private static List<SeatNames.Row> rows(SeatNames names, int section) {
        return names.rows().stream().filter(row -> row.section() == section).toList();
    }

    static int[] numbers(SeatNames names, SeatNames.Row row, SeatMark mark) {
        return IntStream.range(row.firstSeat(), row.firstSeat() + row.seatCount())
                .filter(seat -> names.mark(seat) == mark)
                .map(names::number)
                .toArray();
    }
}
