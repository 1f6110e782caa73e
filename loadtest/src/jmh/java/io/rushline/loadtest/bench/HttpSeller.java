package io.rushline.loadtest.bench;

import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import org.jspecify.annotations.Nullable;

/** Sells through Rushline's HTTP interface, with a kept-alive connection for each customer that is served. */
final class HttpSeller implements Seller {
    private static final int[] CUSTOMERS = {16, 64, 256};
    private static final int PATIENCE_SECONDS = 120;
    private static final long TIMEOUT_MS = 30_000;
    private static final int CONFLICT = 409;

    /** A quarter of them is for commands. */
    private static final int CONNECTIONS = 1_024;

    private static final int SEATS_OF_SECTION = 500;

    private final RushlineShows shows;
    private final WireClient client;
    private String showId = "";

    /** For the client's loop only. */
    private long keys;

    HttpSeller(String url) {
        shows = new RushlineShows(url);
        client = new WireClient(Target.of(url, false), CONNECTIONS);
    }

    @Override
    public String name() {
        return "Rushline, HTTP";
    }

    @Override
    public int[] crowds() {
        return CUSTOMERS.clone();
    }

    @Override
    public void open(int seats) throws CouldNotRun {
        showId = shows.open("http", seats);
    }

    @Override
    public void sell(SeatSale sale, int crowd) throws InterruptedException {
        client.loop().execute(() -> {
            for (int i = 0; i < crowd; i++) {
                hold(sale, sale.next());
            }
        });
        sale.await(PATIENCE_SECONDS);
    }

    @Override
    public void requireSold(int seats) throws CouldNotRun {
        shows.requireSold(seats);
    }

    private void hold(SeatSale sale, @Nullable Wish wish) {
        if (wish == null) {
            return;
        }
        StringBuilder body =
                new StringBuilder("{\"customer\":\"").append(customer(wish)).append("\",\"seats\":[");
        for (int seat = wish.firstSeat(); seat < wish.endSeat(); seat++) {
            body.append(seat == wish.firstSeat() ? "\"S" : ",\"S").append(1 + seat / SEATS_OF_SECTION);
            body.append("-R").append(1 + seat % SEATS_OF_SECTION / SeatSale.ROW_SEATS);
            body.append('-').append(1 + seat % SeatSale.ROW_SEATS).append('"');
        }
        post(sale, "/shows/" + showId + "/holds", body.append("]}"), reply -> {
            if (reply.status() == CONFLICT) {
                hold(sale, sale.refused(wish));
            } else {
                sale.granted(wish);
                book(sale, wish, reply.answer().text("holdId"));
            }
        });
    }

    private void book(SeatSale sale, Wish wish, String holdId) {
        StringBuilder body = new StringBuilder("{\"customer\":\"").append(customer(wish));
        body.append("\",\"paymentReference\":\"paid\"}");
        post(sale, "/holds/" + holdId + "/book", body, reply -> {
            if (reply.status() == CONFLICT) {
                sale.fail(new IllegalStateException("a hold was lost: " + wish));
            } else {
                sale.booked(wish);
                hold(sale, sale.next());
            }
        });
    }

    private interface Taker {
        void take(Reply reply);
    }

    private void post(SeatSale sale, String path, CharSequence body, Taker taker) {
        String key = "peers-" + ++keys;
        Request request = Request.post("/api/v1" + path, WireServer.WEB_KEY, body.toString(), key, TIMEOUT_MS);
        client.send(request, outcome -> take(sale, outcome, taker));
    }

    private static void take(SeatSale sale, Outcome outcome, Taker taker) {
        if (outcome instanceof Reply reply && (reply.succeeded() || reply.status() == CONFLICT)) {
            taker.take(reply);
        } else {
            sale.fail(new IllegalStateException("a command had no useful answer: " + outcome));
        }
    }

    private static String customer(Wish wish) {
        return "customer" + wish.customer();
    }

    @Override
    public void close() {
        client.close();
        shows.close();
    }
}
