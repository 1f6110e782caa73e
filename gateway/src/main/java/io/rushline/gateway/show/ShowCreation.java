package io.rushline.gateway.show;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.Movie;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.ShowView;
import java.util.List;
import java.util.concurrent.Executor;
import org.agrona.DirectBuffer;

/** {@code POST /shows}, for operators. */
public final class ShowCreation {
    private static final Problem NO_MOVIE = Problem.of(404, "MOVIE_NOT_FOUND", "There is no such movie");
    private static final Problem NO_HALL = Problem.of(404, "HALL_NOT_FOUND", "There is no such hall");

    private final Conversation conversation;
    private final Catalogue catalogue;
    private final ShowCopy copy;
    private final Executor blocking;

    /**
     * The route over a conversation with the engine.
     *
     * @param blocking where SQL may be waited for
     */
    public ShowCreation(Conversation conversation, Catalogue catalogue, ShowCopy copy, Executor blocking) {
        this.conversation = conversation;
        this.catalogue = catalogue;
        this.copy = copy;
        this.blocking = blocking;
    }

    public void register(Router router) {
        router.post("/api/v1/shows", Role.OPERATOR, this::create).blocking(blocking);
    }

    private void create(Exchange exchange) {
        exchange.refuseQuery();
        ShowRequest request = exchange.read(ShowRequest::read);
        Movie movie = catalogue.movie(request.movieId()).orElseThrow(NO_MOVIE::exception);
        PlanView plan = conversation.views().plan(request.hallId()).orElseThrow(NO_HALL::exception);
        List<String> categories = plan.names().categories();
        String fault = request.priceFault(categories);
        if (!fault.isEmpty()) {
            throw Problem.malformed("prices " + fault).error("prices", fault).exception();
        }
        long endsAtMs = request.startsAt().toEpochMilli() + movie.durationMinutes() * 60_000L;
        RequestId requestId = Conversation.optionalRequestId(exchange);
        conversation.send(
                exchange,
                buffer -> request.encode(buffer, requestId, categories, endsAtMs),
                (reply, head) -> record(exchange, request, reply));
    }

    /** The engine sells it already; what is left is that it can be found. */
    private void record(Exchange exchange, ShowRequest request, DirectBuffer buffer) {
        AcceptedDecoder reply = new AcceptedDecoder();
        reply.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        long showId = reply.subjectId();
        long sequence = reply.sequence();
        exchange.continueOn(blocking, () -> {
            copy.refresh(showId);
            ShowView show = conversation.show(showId);
            // A repeated request gets the answer of then, whatever the show's terms are now: it lasts as long as it
            // did.
            ShowView.Terms now = show.terms();
            long lengthMs = now.endsAtMs() - now.startsAtMs();
            ShowView.Terms created = request.terms(
                    show.plan().names().categories(), request.startsAt().toEpochMilli() + lengthMs, now.onSaleAtMs());
            exchange.created(
                    201,
                    "shows/" + showId,
                    json -> ShowJson.write(json, show, created, created.onSaleAtMs(), sequence));
        });
    }
}
