package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.JoinLineEncoder;
import io.rushline.engine.protocol.LeaveLineEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.gateway.catalogue.HallLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real engine feeds the views: a hall of two seats, both held, and three parties in line. */
class WaitsTest {
    private final Engine engine = new Engine(EngineLimits.SERVER);
    private final Outbox outbox = new Outbox();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final Views views = new Views(1_000);
    private final Waits waits = views.waits();
    private final AtomicInteger told = new AtomicInteger();
    private long planId;
    private long showId;
    private long first;
    private long second;
    private long third;

    @BeforeEach
    void makeALine() {
        HallLayout layout = new HallLayout(
                List.of(new HallLayout.Section("Stalls", List.of(new HallLayout.Row("A", "Standard", 2)))), List.of());
        planId = apply(layout.encode(buffer, 0, 0, 0, 1, "Small"));
        showId = apply(createShow());
        apply(hold(showId));
        first = apply(join(showId, "ann"));
        second = apply(join(showId, "bob"));
        third = apply(join(showId, "cat"));
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void shouldTellOnceWhenThePositionChanges() {
        listen(third);

        apply(leave(first, "ann"));
        await().atMost(Duration.ofSeconds(30)).until(() -> told.get() == 1);
        apply(leave(second, "bob"));
        AtomicInteger later = new AtomicInteger();
        WaiterView known = waiter(third);
        waits.listen(known, views.ahead(known), later::incrementAndGet);
        apply(leave(third, "cat"));
        await().atMost(Duration.ofSeconds(30)).until(() -> later.get() == 1);

        assertThat(told.get()).isEqualTo(1);
        assertThat(waits.listenerCount()).isZero();
    }

    @Test
    void shouldTellAtOnceWhenItIsNotSoAnyMore() {
        WaiterView known = waiter(third);
        int knownAhead = views.ahead(known);
        apply(leave(first, "ann"));

        waits.listen(known, knownAhead, told::incrementAndGet);

        assertThat(told.get()).isEqualTo(1);
        assertThat(waits.listenerCount()).isZero();
    }

    @Test
    void shouldTellNobodyWhoHasCancelled() {
        Waits.Listener cancelled = listen(third);
        AtomicInteger other = new AtomicInteger();
        WaiterView known = waiter(third);
        waits.listen(known, views.ahead(known), other::incrementAndGet);

        cancelled.cancel();
        cancelled.cancel();
        apply(leave(first, "ann"));
        await().atMost(Duration.ofSeconds(30)).until(() -> other.get() == 1);

        assertThat(told.get()).isZero();
        assertThat(waits.listenerCount()).isZero();
    }

    @Test
    void shouldNotTellThoseAheadWhenSomebodyBehindThemLeaves() {
        Waits.Listener ahead = listen(first);
        AtomicInteger behind = new AtomicInteger();
        WaiterView known = waiter(third);
        waits.listen(known, views.ahead(known), behind::incrementAndGet);

        apply(leave(second, "bob"));
        await().atMost(Duration.ofSeconds(30)).until(() -> behind.get() == 1);

        assertThat(told.get()).isZero();
        assertThat(waits.listenerCount()).isEqualTo(1);
        ahead.cancel();
        assertThat(waits.listenerCount()).isZero();
    }

    @Test
    void shouldTellEverybodyOnceWhenTheLineIsLongerThanWhatIsToldTogether() {
        List<AtomicInteger> each = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long waiterId = apply(join(showId, "party" + i));
            AtomicInteger heard = new AtomicInteger();
            each.add(heard);
            WaiterView known = waiter(waiterId);
            waits.listen(known, views.ahead(known), heard::incrementAndGet);
        }

        apply(leave(first, "ann"));

        await().atMost(Duration.ofSeconds(30)).until(() -> waits.listenerCount() == 0);
        assertThat(each).allSatisfy(heard -> assertThat(heard).hasValue(1));
    }

    @Test
    void shouldTellTheOtherLineWhenOneMovesAgainWhileItIsTold() {
        long otherShowId = apply(createShow());
        apply(hold(otherShowId));
        long ahead = apply(join(otherShowId, "dan"));
        long other = apply(join(otherShowId, "eve"));
        List<String> heard = new CopyOnWriteArrayList<>();
        listen(other, () -> heard.add("other"));
        listen(third, () -> {
            heard.add("busy");
            listen(third, () -> heard.add("busy"));
            apply(leave(second, "bob"));
        });
        // From here on only the thread that tells gives commands: both lines move before it looks at either.
        listen(first, () -> {
            apply(leave(ahead, "dan"));
            apply(leave(first, "ann"));
        });

        waits.ended(showId, first);

        await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == 3);
        assertThat(heard.indexOf("other")).as("in %s", heard).isLessThan(2);
    }

    private Waits.Listener listen(long waiterId) {
        return listen(waiterId, told::incrementAndGet);
    }

    private Waits.Listener listen(long waiterId, Runnable onChange) {
        WaiterView known = waiter(waiterId);
        return waits.listen(known, views.ahead(known), onChange);
    }

    private WaiterView waiter(long waiterId) {
        return views.waiter(waiterId).orElseThrow();
    }

    /** Applies the command in the buffer; what it makes has its sequence as id. */
    private long apply(int length) {
        long sequence = engine.lastSequence() + 1;
        engine.apply(sequence, 1_000 + sequence, buffer, 0, length, outbox);
        outbox.forEachEvent(views::onEvent);
        return sequence;
    }

    private int createShow() {
        CreateShowEncoder message = new CreateShowEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .planId(planId)
                .movieId(1)
                .startsAtMs(1_000_000)
                .endsAtMs(2_000_000)
                .onSaleAtMs(0)
                .holdMs(300_000)
                .graceMs(5_000)
                .waitMs(3_600_000)
                .maxPerHold(10)
                .maxPerCustomer(0)
                .linePolicy(LinePolicy.STRICT_FIFO)
                .currency("USD");
        message.requestId().high(0).low(0);
        message.pricesCount(1).next().amount(1_500);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    private int hold(long show) {
        HoldBestAvailableEncoder message = new HoldBestAvailableEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .showId(show)
                .quantity(2)
                .category((short) -1)
                .section((short) -1)
                .adjacency(Adjacency.PREFERRED);
        message.requestId().high(0).low(0);
        message.customer("zoe");
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    private int join(long show, String customer) {
        JoinLineEncoder message = new JoinLineEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .showId(show)
                .quantity(1)
                .category((short) -1);
        message.requestId().high(0).low(0);
        message.customer(customer);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    private int leave(long waiterId, String customer) {
        LeaveLineEncoder message = new LeaveLineEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).waiterId(waiterId);
        message.requestId().high(0).low(0);
        message.customer(customer);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }
}
