package io.rushline.gateway.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.binary.BinaryFeed;
import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.CorsPolicy;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Gatekeeper;
import io.rushline.gateway.http.Header;
import io.rushline.gateway.http.HttpOptions;
import io.rushline.gateway.http.HttpServer;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.RawHttp2;
import io.rushline.gateway.http.Reception;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.RequestObserver;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.http.TlsSide;
import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.view.Views;
import io.rushline.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import javax.net.SocketFactory;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.SystemEpochClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring that is full since the journal stands still: who is read, who waits, and who is refused. */
class FullRingTest {
    private static final int RING_SIZE = 64;
    private static final int PUSHED = 1_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final StoppableJournal journal = new StoppableJournal();
    private final AtomicInteger commandsRead = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<PushingClient> connections = new ArrayList<>();
    private final ReplyBatches batches = new ReplyBatches();
    private final BlockingQueue<Exchange> parked = new LinkedBlockingQueue<>();
    private SocketFactory sockets = SocketFactory.getDefault();
    private Views views;
    private Pipeline pipeline;
    private @Nullable HttpServer server;
    private @Nullable CommandSender sender;
    private String hold = "";

    @BeforeEach
    void startPipeline() {
        views = new Views(1_000);
        BinaryFeed feed = new BinaryFeed(views);
        feed.atBatchEnd(batches::publish);
        pipeline = Pipeline.builder(new Engine(EngineLimits.SERVER), journal, feed)
                .ringSize(RING_SIZE)
                .onFatal(failure::set)
                .start();
    }

    @AfterEach
    void stopPipeline() throws IOException {
        closeAll();
        server().close();
        pipeline.close();
        views.close();
        assertThat(failure).hasNullValue();
    }

    @Test
    void shouldReadNoMoreFromWhoPushesAndServeOthersInTurn() throws IOException {
        start(new WaitingCommands.Bounds(8, 1 << 20, LONG));
        journal.stop();
        PushingClient pushing = connect().push(PUSHED);
        int read = readWhenFull();
        assertThat(read).as("those in the ring, and one that waits").isLessThanOrEqualTo(RING_SIZE + 1);
        PushingClient other = connect().push(1);
        await().until(() -> commandsRead.get() == read + 1 && ping() == 200);
        assertThat(commandsRead).as("of the first no more is read").hasValue(read + 1);
        assertThat(sender().waitingCount()).as("one of each").isEqualTo(2);

        journal.goOn();
        PushingClient.Reply served = other.reply();
        assertThat(served.status()).isEqualTo(404);
        assertThat(served.sequence()).as("right behind what was in the ring").isLessThanOrEqualTo(RING_SIZE + 3);
        for (int i = 0; i < PUSHED; i++) {
            assertThat(pushing.reply().status()).as("none is lost").isEqualTo(404);
        }
    }

    @Test
    void shouldSayOverloadedWhenTooManyWait() throws IOException {
        start(new WaitingCommands.Bounds(8, 1 << 20, LONG));
        journal.stop();
        PushingClient pushing = connect().push(PUSHED);
        int read = readWhenFull();
        List<PushingClient> waiting = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            waiting.add(connect().push(1));
        }
        await().until(() -> commandsRead.get() == read + waiting.size() && ping() == 200);
        PushingClient late = connect().push(2);

        for (int i = 0; i < 2; i++) {
            PushingClient.Reply refused = late.reply();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"");
            assertThat(refused.retryAfter()).isEqualTo("1");
            assertThat(refused.sequence()).as("nothing has happened").isZero();
        }
        assertThat(ping()).as("whoever needs no command is served").isEqualTo(200);

        journal.goOn();
        for (PushingClient connection : waiting) {
            assertThat(connection.reply().status()).isEqualTo(404);
        }
        assertThat(pushing.reply().status()).isEqualTo(404);
        assertThat(late.push(1).reply().status()).isEqualTo(404);
    }

    @Test
    void shouldSayOverloadedWhenOneWaitsTooLong() throws IOException {
        start(new WaitingCommands.Bounds(8, 1 << 20, Duration.ofMillis(20)));
        journal.stop();
        PushingClient filling = connect().push(RING_SIZE + 10);
        await().until(() -> pipeline.remainingCapacity() == 0);

        PushingClient.Reply refused = connect().push(1).reply();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).isEqualTo("1");
        journal.goOn();
        assertThat(filling.reply().status()).isEqualTo(404);
    }

    @Test
    void shouldForgetCommandOfWhoLeaves() throws IOException {
        start(new WaitingCommands.Bounds(1, 1 << 20, LONG));
        journal.stop();
        PushingClient leaving = connect().push(PUSHED);
        readWhenFull();
        assertThat(connect().push(1).reply().status()).isEqualTo(503);
        closeAll();
        await().until(() -> server().connectionCount() == 0);
        assertThat(leaving.isClosed()).isTrue();
        int read = commandsRead.get();
        PushingClient next = connect().push(1);
        await().until(() -> commandsRead.get() == read + 1 && ping() == 200);
        assertThat(connect().push(1).reply().status()).isEqualTo(503);

        journal.goOn();

        assertThat(next.reply().status())
                .as("took the place of the one that left")
                .isEqualTo(404);
    }

    @Test
    void shouldServeThoseBehindOneThatLeftOverHttp2() throws IOException {
        TlsSide tls = startWithTls(new WaitingCommands.Bounds(8, 1 << 20, LONG));
        journal.stop();
        PushingClient pushing = connect().push(PUSHED);
        readWhenFull();
        PushingClient pinging = connect();
        assertThat(pinging.ping()).isEqualTo(200);
        int others = server().connectionCount();
        RawHttp2 leaving = ask(tls, RawHttp2.delete("/api/v1/holds/" + hold + "?customer=ann"));
        await().until(() -> sender().waitingCount() == 2);
        leaving.close();
        // A round of the event loop later nothing is left of it, but it waits still, behind the first.
        await().until(() -> server().connectionCount() == others && pinging.ping() == 200);
        PushingClient next = connect().push(1);
        await().until(() -> sender().waitingCount() == 3);
        pushing.close();
        await().until(() -> sender().waitingCount() == 1);

        journal.goOn();

        assertThat(next.reply().status()).isEqualTo(404);
    }

    /** As a handler does that may wait. */
    @Test
    void shouldForgetCommandThatComesAfterItsClientLeftOverHttp2() throws Exception {
        TlsSide tls = startWithTls(new WaitingCommands.Bounds(8, 1 << 20, LONG));
        journal.stop();
        PushingClient pushing = connect().push(PUSHED);
        readWhenFull();
        pushing.close();
        await().until(() -> sender().waitingCount() == 0);
        PushingClient pinging = connect();
        assertThat(pinging.ping()).isEqualTo(200);
        int others = server().connectionCount();
        RawHttp2 leaving = ask(tls, RawHttp2.get("/parked"));
        Exchange exchange = nextParked();
        leaving.close();
        await().until(() -> server().connectionCount() == others && pinging.ping() == 200);
        sender().send(exchange, release(), reply -> {});
        await().until(() -> pinging.ping() == 200 && sender().waitingCount() == 0);
        PushingClient next = connect().push(1);

        journal.goOn();

        assertThat(next.reply().status()).isEqualTo(404);
    }

    @Test
    void shouldServeThoseBehindOneThatFails() throws Exception {
        WaitingCommands.Bounds bounds = new WaitingCommands.Bounds(8, 1 << 20, LONG);
        start(bounds);
        AtomicBoolean hasRoom = new AtomicBoolean();
        AtomicInteger count = new AtomicInteger();
        WaitingCommands waiting = new WaitingCommands(bounds, hasRoom::get, count);
        PushingClient failing = connect().get("/parked");
        Exchange first = nextParked();
        first.onEventLoop(() -> waiting.add(first, 1, () -> {
            throw new IllegalStateException("as it was told to");
        }));
        PushingClient next = connect().get("/parked");
        Exchange second = nextParked();
        second.onEventLoop(() -> waiting.add(second, 1, () -> {
            second.respond(204);
            return true;
        }));
        await().until(() -> count.get() == 2);

        hasRoom.set(true);

        assertThat(failing.reply().status()).isEqualTo(500);
        assertThat(next.reply().status()).isEqualTo(204);
    }

    /** How many commands were read once there is no more room; a round of the event loop later, so that it is final. */
    private int readWhenFull() throws IOException {
        await().until(() -> pipeline.remainingCapacity() == 0);
        assertThat(ping()).isEqualTo(200);
        return commandsRead.get();
    }

    private void start(WaitingCommands.Bounds bounds) throws IOException {
        start(bounds, options());
    }

    private TlsSide startWithTls(WaitingCommands.Bounds bounds) throws IOException {
        TlsSide tls = TlsSide.make(directory);
        sockets = tls.certificate().client().getSocketFactory();
        start(bounds, options().tls(tls::shown));
        return tls;
    }

    /** One event loop, so that all connections share one queue. */
    private static HttpOptions options() {
        return HttpOptions.port(0).eventLoops(1).maxInProgress(2 * PUSHED);
    }

    private void start(WaitingCommands.Bounds bounds, HttpOptions options) throws IOException {
        SignedIds ids = SignedIds.open(directory);
        hold = ids.sign(SignedIds.Kind.HOLD, 77);
        Router router = new Router();
        router.open(Method.GET, "/ping", exchange -> exchange.respond(200));
        router.open(Method.GET, "/parked", parked::add);
        CommandSender started = new CommandSender(pipeline, batches, bounds);
        sender = started;
        Conversation conversation = new Conversation(views, ids, started);
        Customers customers = new Customers((customer, requestId) -> {}, reply -> {});
        new HoldRoutes(conversation, SystemEpochClock.INSTANCE, customers).register(router);
        Reception reception = new Reception(
                ApiKeys.demo(), TrustedProxies.NONE, new Counting(), RequestObserver.NONE, CorsPolicy.NONE);
        server = HttpServer.start(options, router, reception);
    }

    private HttpServer server() {
        return Objects.requireNonNull(server);
    }

    private CommandSender sender() {
        return Objects.requireNonNull(sender);
    }

    private void closeAll() throws IOException {
        for (PushingClient connection : connections) {
            connection.close();
        }
    }

    private int ping() throws IOException {
        return connect().ping();
    }

    private PushingClient connect() throws IOException {
        PushingClient connection = new PushingClient(sockets, server().port(), hold);
        connections.add(connection);
        return connection;
    }

    private RawHttp2 ask(TlsSide tls, byte[] head) throws IOException {
        return tls.connect(server()).send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, head);
    }

    private Exchange nextParked() throws InterruptedException {
        return Objects.requireNonNull(parked.poll(20, TimeUnit.SECONDS), "no request came");
    }

    private static ToIntFunction<MutableDirectBuffer> release() {
        return ReservationCommands.releaseHold(new RequestId(0, 0), 77, "ann");
    }

    /** Counts the requests for commands whose head was read. */
    private final class Counting implements Gatekeeper {
        @Override
        public List<Header> admit(Client client, Lane lane) {
            if (lane == Lane.PRIORITY) {
                commandsRead.incrementAndGet();
            }
            return List.of();
        }
    }
}
