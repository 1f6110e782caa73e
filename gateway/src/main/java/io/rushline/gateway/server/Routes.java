package io.rushline.gateway.server;

import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.CatalogueRoutes;
import io.rushline.gateway.event.EventRoutes;
import io.rushline.gateway.event.SeatHistoryRoutes;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.limit.AlertRoutes;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.openapi.ApiDescription;
import io.rushline.gateway.openapi.ApiPages;
import io.rushline.gateway.reservation.BookingRoutes;
import io.rushline.gateway.reservation.CommandSender;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.reservation.Customers;
import io.rushline.gateway.reservation.HoldRoutes;
import io.rushline.gateway.reservation.ReplyBatches;
import io.rushline.gateway.reservation.WaiterRoutes;
import io.rushline.gateway.show.HallRoutes;
import io.rushline.gateway.show.SaleRoutes;
import io.rushline.gateway.show.SeatBlockRoutes;
import io.rushline.gateway.show.SeatStreamRoutes;
import io.rushline.gateway.show.ShowChanges;
import io.rushline.gateway.show.ShowCopy;
import io.rushline.gateway.show.ShowCreation;
import io.rushline.gateway.show.ShowRoutes;
import io.rushline.gateway.view.Views;
import io.rushline.pipeline.Pipeline;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.agrona.concurrent.SystemEpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that a primary answers over HTTP. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Router router = new Router();
    private final CommandSender sender;
    private final ShowCopy copy;
    private final Executor blocking;

    /**
     * The routes over the parts of a server.
     *
     * @param batches are published when a batch of the pipeline's replies ends
     * @param blocking for what changes the catalogue or searches in it
     * @param reading for looking a show up, which must not wait behind changes, and for reading events
     */
    Routes(
            Views views,
            Catalogue catalogue,
            SignedIds ids,
            Pipeline pipeline,
            ReplyBatches batches,
            Executor blocking,
            Executor reading,
            Guard guard,
            EventRoutes events,
            SeatHistoryRoutes history) {
        sender = new CommandSender(pipeline, batches);
        Conversation conversation = new Conversation(views, ids, sender);
        Customers customers = new Customers(guard::admitCustomer, reply -> guard.onReply(reply, 0));
        HoldRoutes holds = new HoldRoutes(conversation, SystemEpochClock.INSTANCE, customers);
        holds.register(router);
        new BookingRoutes(conversation).register(router);
        new WaiterRoutes(conversation, holds, customers).register(router);
        new ShowRoutes(conversation, catalogue).register(router, reading);
        new SeatStreamRoutes(conversation).register(router);
        this.blocking = blocking;
        copy = new ShowCopy(views, catalogue);
        new ShowCreation(conversation, catalogue, copy, blocking).register(router);
        new ShowChanges(conversation, copy, blocking).register(router);
        new SaleRoutes(conversation, copy, blocking).register(router);
        new SeatBlockRoutes(conversation).register(router);
        new HallRoutes(conversation, catalogue, blocking).register(router);
        new CatalogueRoutes(catalogue, blocking).register(router);
        new AlertRoutes(guard.alerts()).register(router);
        events.register(router, reading);
        history.register(router, reading);
        new ApiDescription().register(router);
        new ApiPages().register(router);
        registerHealth();
    }

    /** Commands that wait for room in the ring. */
    int waitingCommands() {
        return sender.waitingCount();
    }

    Router router() {
        return router;
    }

    /** Lets the catalogue follow what was done to a show over another protocol; never waits. */
    void refreshCopy(long showId) {
        try {
            blocking.execute(() -> copy.refresh(showId));
        } catch (RejectedExecutionException e) {
            LOG.warn("the catalogue's copy of show {} is out of date until the next start", showId);
        }
    }

    /** The port opens when all is replayed, so whoever reaches these routes reaches a primary that serves. */
    private void registerHealth() {
        router.open(Method.GET, "/healthz", exchange -> exchange.json(200, json -> json.field("status", "alive")))
                .lane(Lane.FREE);
        router.open(Method.GET, "/readyz", exchange -> exchange.json(200, json -> json.field("status", "ready")))
                .lane(Lane.FREE);
    }
}
