package io.rushline.engine.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.seat.SeatSelection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The holds that ended; those that live are linked to shows, and scenarios show them. */
class HoldsTest {
    private static final int RECENT_SEQUENCES = 1 << 12;

    private record Ended(long bookingId, String customer) {}

    private final CustomerName name = new CustomerName();

    /** Most end soon after they were made, some when newer ones were long forgotten. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFindEndedHoldsLikeALinkedMap(long seed) {
        Random random = new Random(seed);
        Holds holds = new Holds(RECENT_SEQUENCES, random.nextLong());
        Map<Long, Ended> model = new LinkedHashMap<>();
        int most = 1 + random.nextInt(6_000);
        for (long sequence = 1; sequence <= 40_000; sequence++) {
            String run = "seed " + seed + ", most " + most + ", sequence " + sequence;
            holds.advance();
            // Each sequence makes one thing: those that divide by three bookings, the others holds.
            long holdId = sequence - random.nextInt(random.nextInt(20) == 0 ? 4 * RECENT_SEQUENCES : 50);
            if (holdId > 0 && holdId % 3 != 0 && !model.containsKey(holdId)) {
                long bookingId = holdId % 3 == 1 && holdId + 2 <= sequence ? holdId + 2 : 0;
                Ended ended = new Ended(bookingId, "customer " + random.nextInt(1_000));
                add(holds, holdId, ended);
                model.put(holdId, ended);
            }
            while (holds.endedCount() > most) {
                holds.forgetOldestEnded();
                model.remove(model.keySet().iterator().next());
            }
            assertThat(holds.endedCount()).as(run).isEqualTo(model.size());
            long asked = sequence - random.nextInt(6 * RECENT_SEQUENCES);
            check(holds, model, asked, run);
        }
        List<Long> order = new ArrayList<>();
        for (int each = holds.oldestEnded(); each != Holds.NONE; each = holds.next(each)) {
            long holdId = holds.id(each);
            check(holds, model, holdId, "seed " + seed);
            order.add(holdId);
        }
        assertThat(order).containsExactlyElementsOf(model.keySet());
    }

    private void add(Holds holds, long holdId, Ended ended) {
        holds.addEnded(
                1,
                1,
                holdId,
                0,
                0,
                new SeatSelection(),
                Holds.EXPIRED,
                ended.bookingId(),
                false,
                name(ended.customer()));
    }

    private void check(Holds holds, Map<Long, Ended> model, long holdId, String run) {
        Ended expected = model.get(holdId);
        int hold = holds.find(holdId);
        assertThat(hold != Holds.NONE).as(run).isEqualTo(expected != null);
        if (expected == null) {
            return;
        }
        holds.nameOfEnded(hold, name);
        assertThat(name.isEqualTo(name(expected.customer()))).as(run).isTrue();
        assertThat(holds.bookingId(hold)).as(run).isEqualTo(expected.bookingId());
        // The id of the one kind is none of the other.
        assertThat(holds.findBooking(holdId)).as(run).isEqualTo(Holds.NONE);
        if (expected.bookingId() != 0) {
            assertThat(holds.findBooking(expected.bookingId())).as(run).isEqualTo(hold);
            assertThat(holds.find(expected.bookingId())).as(run).isEqualTo(Holds.NONE);
        }
    }

    /** One comes to life again and is passed over, in whatever order that happens and is forgotten. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldPassOverWhatWasTakenBack(long seed) {
        Random random = new Random(seed);
        long[] source = new long[HoldRecord.WORDS];
        EndedHolds ended = new EndedHolds();
        List<Long> model = new ArrayList<>();
        for (long id = 1; id <= 5_000; id++) {
            HoldRecord.fill(source, 0, 1, 1, id, 0, new SeatSelection(), 0);
            model.add(ended.add(source, 0, Holds.EXPIRED, name("ann")));
            if (random.nextInt(3) == 0) {
                long ordinal = model.remove(random.nextInt(model.size()));
                long expected =
                        HoldRecord.id(ended.log().chunk(ordinal), ended.log().start(ordinal));
                ended.takeBack(ordinal, source, 0);
                assertThat(HoldRecord.id(source, 0)).isEqualTo(expected);
            } else if (random.nextInt(3) == 0 && !model.isEmpty()) {
                ended.forgetOldest();
                model.remove(0);
            }
            assertThat(ended.count()).as("seed " + seed + ", id " + id).isEqualTo(model.size());
        }
        List<Long> order = new ArrayList<>();
        for (long each = ended.oldest(); each != EndedHolds.NONE; each = ended.newer(each)) {
            order.add(each);
        }
        assertThat(order).containsExactlyElementsOf(model);
    }

    private static CustomerName name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return new CustomerName().read(bytes, 0, bytes.length);
    }
}
