package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.SnapshotLoader;
import io.rushline.engine.oracle.Decider;
import io.rushline.engine.oracle.Simulation;
import io.rushline.engine.protocol.ViewsStartDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Random sales, whose views are written and loaded again and again, must look as if that had never been. */
class ViewsSnapshotTest {
    private static final int SEEDS = 12;
    private static final int COMMANDS = 1_500;
    private static final int ENDED_KEPT = 40;

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void shouldLookTheSameAfterEverySnapshotOfARandomSale() {
        long firstSeed = new Random().nextInt();
        for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
            List<Views> opened = new ArrayList<>();
            long thisSeed = seed;
            Simulation simulation = new Simulation(limits -> watched(limits, opened, thisSeed), 0);
            try {
                assertThat(simulation.run(seed, COMMANDS)).as("seed %d", seed).isEmpty();
            } finally {
                opened.forEach(Views::close);
            }
        }
        assertThat(seen)
                .as("from seed %d on", firstSeed)
                .containsKeys("HELD", "BOOKED", "BOOKED_LATE", "CANCELLED", "RELEASED", "EXPIRED")
                .containsKeys("WAITING", "OFFERED", "LEFT", "TIMED_OUT", "INSUFFICIENT", "sale CLOSED", "blocked");
    }

    @Test
    void shouldNotTakeASnapshotThatLacksViews() {
        Views views = new Views(ENDED_KEPT);
        try {
            EncodedEvents events = new EncodedEvents(views);
            events.show(events.plan(3), 1);
            List<UnsafeBuffer> parts = parts(views::writeSnapshot);
            for (int count = 0; count < parts.size(); count++) {
                ViewsLoader loader = new ViewsLoader(views);
                parts.subList(0, count).stream()
                        .filter(part -> part.getShort(2) == ViewsStartDecoder.TEMPLATE_ID)
                        .forEach(part -> loader.onPart(part, 0, part.capacity()));
                assertThatIllegalStateException().isThrownBy(loader::end).withMessageContaining("views");
            }
        } finally {
            views.close();
        }
    }

    private Decider watched(EngineLimits limits, List<Views> opened, long seed) {
        return new WatchedEngine(new Engine(limits), limits, views(opened), views(opened), opened, seed);
    }

    private static Views views(List<Views> opened) {
        Views views = new Views(ENDED_KEPT);
        opened.add(views);
        return views;
    }

    private static List<UnsafeBuffer> parts(Consumer<SnapshotSink> writer) {
        List<UnsafeBuffer> parts = new ArrayList<>();
        writer.accept((buffer, offset, length) -> {
            byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            parts.add(new UnsafeBuffer(copy));
        });
        return parts;
    }

    /** An engine with views that have seen every event, and with others that came from the last snapshot. */
    private final class WatchedEngine implements Decider {
        private final Engine engine;
        private final EngineLimits limits;
        private final Views all;
        private final Views loaded;
        private final List<Views> opened;
        private final long seed;

        WatchedEngine(Engine engine, EngineLimits limits, Views all, Views loaded, List<Views> opened, long seed) {
            this.engine = engine;
            this.limits = limits;
            this.all = all;
            this.loaded = loaded;
            this.opened = opened;
            this.seed = seed;
        }

        @Override
        public void apply(
                long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox) {
            engine.apply(sequence, timestampMs, command, offset, length, outbox);
            outbox.forEachEvent(all::onEvent);
            outbox.forEachEvent(loaded::onEvent);
        }

        @Override
        public long nextDeadlineMs() {
            return engine.nextDeadlineMs();
        }

        @Override
        public long stateHash() {
            return engine.stateHash();
        }

        @Override
        public void snapshot(SnapshotSink sink) {
            engine.writeSnapshot(sink);
        }

        @Override
        public Decider reloaded() {
            requireEqual(loaded);
            Views next = views(opened);
            ViewsLoader viewsLoader = new ViewsLoader(next);
            SnapshotLoader engineLoader = new SnapshotLoader(limits.timerWheelMs(), 1);
            engine.writeSnapshot((buffer, offset, length) -> {
                engineLoader.onPart(buffer, offset, length);
                viewsLoader.onPart(buffer, offset, length);
            });
            loaded.writeSnapshot(viewsLoader);
            viewsLoader.end();
            requireEqual(next);
            loaded.close();
            return new WatchedEngine(engineLoader.engine(), limits, all, next, opened, seed);
        }

        private void requireEqual(Views views) {
            String where = "seed " + seed + ", sequence " + engine.lastSequence();
            assertThat(parts(views::writeSnapshot)).as(where).isEqualTo(parts(all::writeSnapshot));
            assertThat(views.keptCount()).as(where).isEqualTo(all.keptCount());
            assertThat(views.plans()).as(where).hasSameSizeAs(all.plans());
            for (ShowView show : all.shows()) {
                ShowView other = views.show(show.showId()).orElseThrow();
                assertThat(text(other)).as(where).isEqualTo(text(show));
            }
            for (WaiterView waiter : waiters(all)) {
                WaiterView other = views.waiter(waiter.waiterId()).orElseThrow();
                assertThat(views.ahead(other)).as(where).isEqualTo(all.ahead(waiter));
                assertThat(text(other)).as(where).isEqualTo(text(waiter));
            }
            all.forEachHold(hold -> {
                assertThat(text(views.hold(hold.holdId()).orElseThrow()))
                        .as(where)
                        .isEqualTo(text(hold));
                assertThat(views.booking(hold.bookingId()).isPresent())
                        .as(where)
                        .isEqualTo(all.booking(hold.bookingId()).isPresent());
            });
        }

        private List<WaiterView> waiters(Views views) {
            List<WaiterView> waiters = new ArrayList<>();
            views.forEachWaiter(waiters::add);
            waiters.forEach(waiter -> count(waiter.state().name()));
            views.forEachHold(hold -> count(hold.state().name()));
            return waiters;
        }

        /** All but the ticket, which only its line knows the sense of. */
        private String text(WaiterView waiter) {
            return waiter.toString().replaceAll("ticket=[0-9]+", "");
        }

        private String text(HoldView hold) {
            return hold.toString().replaceAll("seats=\\[I@[0-9a-f]+", "") + Arrays.toString(hold.seats());
        }

        private String text(ShowView show) {
            SeatMap map = show.seats();
            StringBuilder text = new StringBuilder(show.terms() + " " + show.onSaleAtMs() + " " + map.sale() + " "
                    + map.version() + " " + map.sequence());
            text.append(Arrays.toString(show.terms().prices()));
            show.formerPrices()
                    .entries()
                    .forEach(entry -> text.append(entry.untilSequence()).append(Arrays.toString(entry.prices())));
            String letters = map.letters(0, show.plan().seatCount());
            text.append(letters);
            for (int category = 0; category < show.plan().categoryCount(); category++) {
                text.append(' ')
                        .append(map.freeInCategory(category))
                        .append('/')
                        .append(show.capacity(category));
            }
            count("sale " + map.sale());
            if (letters.indexOf(ShowView.BLOCKED) >= 0) {
                count("blocked");
            }
            return text.toString().replaceAll("prices=\\[J@[0-9a-f]+", "");
        }

        private void count(String what) {
            seen.merge(what, 1, Integer::sum);
        }
    }
}
