package io.rushline.loadtest.bench;

import io.netty.channel.EventLoopGroup;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.workload.CouldNotRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sells through Rushline's HTTP interface, with a kept-alive connection for each customer that is served. */
final class HttpSeller implements Seller {
    private static final int[] CUSTOMERS = {16, 64, 256};
    private static final int CONNECTIONS = 256;
    private static final int PATIENCE_SECONDS = 120;

    private final RushlineShows shows;
    private final EventLoopGroup eventLoops = WireLoops.one();
    private final Target target;
    private final List<HttpCustomers> connections = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private int connected;
    private String showId = "";
    private volatile CountDownLatch allServed = new CountDownLatch(0);

    HttpSeller(String url) {
        shows = new RushlineShows(url);
        target = Target.of(url, false);
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
        // The server ends connections on which nothing comes while the others have their turns.
        connections.removeIf(connection -> !connection.isConnected());
        while (connections.size() < CONNECTIONS) {
            HttpCustomers connection =
                    new HttpCustomers(target.hostHeader(), "peers-" + connected++ + "-", this::leave);
            WireLoops.connect(eventLoops, target.address(), connection);
            connections.add(connection);
        }
    }

    @Override
    public void sell(SeatSale sale, int crowd) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        allServed = end;
        served.set(crowd);
        eventLoops
                .next()
                .execute(() -> connections.subList(0, crowd).forEach(customers -> customers.serve(sale, showId)));
        sale.await(PATIENCE_SECONDS);
        // Who was refused the last seats has yet to hear of it.
        if (!end.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("some customers have no answer");
        }
    }

    @Override
    public void requireSold(int seats) throws CouldNotRun {
        shows.requireSold(seats);
    }

    private void leave() {
        if (served.decrementAndGet() == 0) {
            allServed.countDown();
        }
    }

    @Override
    public void close() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        shows.close();
    }
}
