package io.rushline.loadtest.bench;

import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Connections and lanes that put load on a server from one event loop: as fast as answers come, or at a given rate, with
 * times counted from when a command should have been sent.
 */
final class WireLoad implements AutoCloseable, WireOwner {
    private static final long PACE_US = 200;
    private static final long WATCH_MS = 10;
    private static final int PATIENCE_SECONDS = 60;
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);

    private final EventLoopGroup eventLoops;
    private final List<WireConnection> connections = new ArrayList<>();
    private final List<WireLane> lanes = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch loggedOn;
    private final int lanesPerConnection;

    // From here on for the event loop only.
    private final ArrayDeque<WireLane> idle = new ArrayDeque<>();
    private Histogram latencies = new Histogram(HIGHEST_NS, 3);
    private Mode mode = Mode.STOPPED;
    private double commandsPerNs;
    private long startedNs;
    private long sent;
    private volatile long replied;
    private volatile long refused;

    private enum Mode {
        STOPPED,
        FULL,
        PACED
    }

    /** Lanes are spread over the shows, each of which has so many seats. */
    WireLoad(int connectionCount, int lanesPerConnection, List<Long> showIds, int seatsPerShow) {
        this.lanesPerConnection = lanesPerConnection;
        loggedOn = new CountDownLatch(connectionCount);
        eventLoops = WireLoops.one();
        long runId = ThreadLocalRandom.current().nextLong();
        int lanesPerShow = seatsPerShow / WireLane.SEATS;
        for (int i = 0; i < connectionCount * lanesPerConnection; i++) {
            lanes.add(new WireLane(i, runId, showIds.get(i / lanesPerShow), i % lanesPerShow * WireLane.SEATS));
        }
    }

    /** Connects and logs on. */
    void connect(int port, String apiKey, int connectionCount) throws InterruptedException {
        for (int i = 0; i < connectionCount; i++) {
            WireConnection connection = new WireConnection(this, apiKey);
            connections.add(connection);
            WireLoops.connect(eventLoops, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), connection);
        }
        if (!loggedOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not all connections could log on");
        }
        idle.addAll(lanes);
        eventLoops
                .next()
                .scheduleAtFixedRate(() -> connections.forEach(WireConnection::heartbeat), 5, 5, TimeUnit.SECONDS)
                .addListener(ended -> {});
    }

    /**
     * Commands for each second, with every lane's next command sent as soon as its last one is answered.
     *
     * @param maxCommands ends it earlier
     */
    double fullSpeed(double seconds, long maxCommands) throws InterruptedException {
        onLoop(() -> {
            mode = Mode.FULL;
            sendIdle(Integer.MAX_VALUE, System.nanoTime());
        });
        long before = replied;
        long beganNs = System.nanoTime();
        long endNs = beganNs + (long) (seconds * 1e9);
        while (System.nanoTime() < endNs && replied - before < maxCommands) {
            Thread.sleep(WATCH_MS);
        }
        double rate = (replied - before) * 1e9 / (System.nanoTime() - beganNs);
        stop();
        return rate;
    }

    /** Latencies in nanoseconds from when each command should have been sent. */
    Histogram paced(double commandsPerSecond, double seconds) throws InterruptedException {
        onLoop(() -> {
            latencies = new Histogram(HIGHEST_NS, 3);
            mode = Mode.PACED;
            commandsPerNs = commandsPerSecond / 1e9;
            startedNs = System.nanoTime();
            sent = 0;
        });
        var pace = eventLoops.next().scheduleAtFixedRate(this::sendDue, PACE_US, PACE_US, TimeUnit.MICROSECONDS);
        Thread.sleep((long) (seconds * 1_000));
        pace.cancel(false);
        stop();
        Histogram[] result = new Histogram[1];
        onLoop(() -> result[0] = latencies);
        return result[0];
    }

    long replied() {
        return replied;
    }

    /** Refusals so far; there should be none. */
    long refused() {
        return refused;
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
        failure.compareAndSet(null, cause);
    }

    /** Takes a reply, and sends the lane's next command if it is time. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the event loop writes
    @Override
    public void replied(WireConnection connection, DirectBuffer reply, int offset, int length) {
        WireLane lane = lanes.get(WireLane.index(reply, offset));
        if (!lane.take(reply, offset, length)) {
            refused++;
        }
        replied++;
        long nowNs = System.nanoTime();
        switch (mode) {
            case FULL -> connection.send(lane, nowNs);
            case PACED -> {
                latencies.recordValue(Math.min(HIGHEST_NS, nowNs - lane.intendedNs()));
                idle.add(lane);
            }
            case STOPPED -> idle.add(lane);
        }
    }

    @Override
    public void close() {
        failure.compareAndSet(null, new IllegalStateException("closed"));
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void sendDue() {
        long nowNs = System.nanoTime();
        long due = (long) ((nowNs - startedNs) * commandsPerNs);
        while (sent < due && !idle.isEmpty()) {
            WireLane lane = idle.poll();
            connectionOf(lane).send(lane, startedNs + (long) (++sent / commandsPerNs));
        }
        connections.forEach(WireConnection::flush);
    }

    private void sendIdle(int count, long nowNs) {
        for (int i = 0; i < count && !idle.isEmpty(); i++) {
            WireLane lane = idle.poll();
            connectionOf(lane).send(lane, nowNs);
        }
        connections.forEach(WireConnection::flush);
    }

    private WireConnection connectionOf(WireLane lane) {
        return connections.get(lane.number() / lanesPerConnection);
    }

    /** Sends no more, and waits until everything is answered. */
    private void stop() throws InterruptedException {
        onLoop(() -> mode = Mode.STOPPED);
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int[] waiting = new int[1];
        do {
            Thread.sleep(5);
            onLoop(() -> waiting[0] = lanes.size() - idle.size());
        } while (waiting[0] > 0 && System.nanoTime() < deadlineNs && failure.get() == null);
        Throwable cause = failure.get();
        if (cause != null || waiting[0] > 0) {
            throw new IllegalStateException("the load broke off with " + waiting[0] + " unanswered", cause);
        }
    }

    private void onLoop(Runnable work) throws InterruptedException {
        eventLoops.next().submit(work).sync();
    }
}
