package io.rushline.loadtest.bench;

import io.netty.channel.EventLoopGroup;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.loadtest.workload.CouldNotRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sells over Rushline's binary protocol: some connections, each with a number of customers whose commands are pipelined.
 *
 * <p>Threading: one event loop takes replies and sends what they lead to.
 */
final class BinarySeller implements Seller, WireOwner {
    // As with the one connection of a pipelining Redis client: what goes out together shares writes and reads.
    private static final int CONNECTIONS = 8;
    private static final int[] IN_FLIGHT = {128, 512, 2_048};
    private static final int PATIENCE_SECONDS = 120;
    private static final int HEARTBEAT_SECONDS = 5;
    private static final int CODE = MessageHeaderDecoder.ENCODED_LENGTH + HoldReplyDecoder.codeEncodingOffset();

    private final RushlineShows shows;
    private final EventLoopGroup eventLoops;
    private final CountDownLatch loggedOn = new CountDownLatch(CONNECTIONS);
    private final List<WireConnection> connections = new ArrayList<>();
    private long showId;

    // From here on for the event loop only.
    private final List<BinaryCustomer> customers = new ArrayList<>();
    private @Nullable SeatSale sale;
    private CountDownLatch allServed = new CountDownLatch(0);
    private int served;

    BinarySeller(String url, int port) throws InterruptedException {
        shows = new RushlineShows(url);
        eventLoops = WireLoops.one();
        for (int i = 0; i < CONNECTIONS; i++) {
            WireConnection connection = new WireConnection(this, WireServer.WEB_KEY);
            connections.add(connection);
            WireLoops.connect(eventLoops, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), connection);
        }
        if (!loggedOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not all connections could log on");
        }
        eventLoops
                .next()
                .scheduleAtFixedRate(
                        () -> connections.forEach(WireConnection::heartbeat),
                        HEARTBEAT_SECONDS,
                        HEARTBEAT_SECONDS,
                        TimeUnit.SECONDS)
                .addListener(ended -> {});
    }

    @Override
    public String name() {
        return "Rushline, binary";
    }

    @Override
    public int[] crowds() {
        return IN_FLIGHT.clone();
    }

    @Override
    public void open(int seats) throws CouldNotRun {
        showId = Long.parseLong(shows.open("binary", seats));
    }

    @Override
    public void sell(SeatSale newSale, int crowd) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        eventLoops.next().execute(() -> begin(newSale, crowd, end));
        newSale.await(PATIENCE_SECONDS);
        // Who was refused the last seats has yet to hear of it.
        if (!end.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("some customers have no answer");
        }
    }

    @Override
    public void requireSold(int seats) throws CouldNotRun {
        shows.requireSold(seats);
    }

    @Override
    public void loggedOn() {
        loggedOn.countDown();
    }

    @Override
    public void lost() {
        fail(new IllegalStateException("the server has ended a connection"));
    }

    @Override
    public void fail(Throwable cause) {
        SeatSale current = sale;
        if (current != null) {
            current.fail(cause);
        }
    }

    @Override
    public void replied(WireConnection connection, DirectBuffer reply, int offset, int length) {
        BinaryCustomer customer = customers.get(BinaryCustomer.number(reply, offset));
        SeatSale current = sale;
        if (current != null && answer(current, customer, reply, offset, length)) {
            connection.send(customer, 0);
        } else {
            leave();
        }
    }

    /** Takes an answer; whether there is another command to send. */
    private static boolean answer(
            SeatSale current, BinaryCustomer customer, DirectBuffer reply, int offset, int length) {
        Wish wish = customer.wish();
        boolean isRefused = reply.getByte(offset + CODE) != 0;
        if (customer.isBooking()) {
            if (isRefused) {
                current.fail(new IllegalStateException("a hold was lost: " + wish));
                return false;
            }
            current.booked(wish);
            return customer.wantsToHold(current.next());
        }
        if (isRefused) {
            return customer.wantsToHold(current.refused(wish));
        }
        current.granted(wish);
        customer.wantsToBook(reply, offset, length);
        return true;
    }

    private void begin(SeatSale newSale, int crowd, CountDownLatch end) {
        sale = newSale;
        allServed = end;
        served = crowd;
        while (customers.size() < crowd) {
            customers.add(new BinaryCustomer(customers.size()));
        }
        for (int i = 0; i < crowd; i++) {
            BinaryCustomer customer = customers.get(i);
            customer.goTo(showId);
            if (customer.wantsToHold(newSale.next())) {
                connections.get(i % CONNECTIONS).send(customer, 0);
            } else {
                leave();
            }
        }
        connections.forEach(WireConnection::flush);
    }

    private void leave() {
        if (--served == 0) {
            allServed.countDown();
        }
    }

    @Override
    public void close() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        shows.close();
    }
}
