package io.rushline.engine.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.slab.Slab;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The holds that ended; those that live are linked to shows, and scenarios show them. */
class HoldsTest {
    private final Slab source = new Slab(HoldRecord.BYTES);
    private final int record = source.allocate();
    private final CustomerName name = new CustomerName();

    /** Ids come in any order, some far apart, as many as fill an index several times over. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRememberEndedHoldsLikeALinkedMap(long seed) {
        Random random = new Random(seed);
        EndedHolds ended = new EndedHolds(random.nextLong());
        Map<Long, String> model = new LinkedHashMap<>();
        int most = 1 + random.nextInt(40_000);
        for (long step = 1; step <= 60_000; step++) {
            String run = "seed " + seed + ", step " + step;
            add(ended, model, step + (step % 3 == 0 ? 1L << 40 : 0), step % 2 == 0 ? -step : 0, random);
            if (random.nextInt(5) == 0) {
                takeBack(ended, model, random);
            }
            while (ended.count() > most) {
                ended.forgetOldest();
                model.remove(model.keySet().iterator().next());
            }
            assertThat(ended.count()).as(run).isEqualTo(model.size());
            long asked = 1 + random.nextLong(step);
            long ordinal = ended.find(asked);
            assertThat(ordinal != EndedHolds.NONE).as(run).isEqualTo(model.containsKey(asked));
            if (ordinal != EndedHolds.NONE) {
                ended.readName(ordinal, name);
                assertThat(name.isEqualTo(name(model.getOrDefault(asked, ""))))
                        .as(run)
                        .isTrue();
            }
        }
        List<Long> order = new ArrayList<>();
        for (long each = ended.oldest(); each != EndedHolds.NONE; each = ended.newer(each)) {
            long id = ended.log().longAt(each, HoldRecord.ID);
            long bookingId = ended.log().longAt(each, HoldRecord.BOOKING_ID);
            assertThat(ended.findBooking(bookingId)).isEqualTo(bookingId == 0 ? EndedHolds.NONE : each);
            order.add(id);
        }
        assertThat(order).containsExactlyElementsOf(model.keySet());
    }

    private void add(EndedHolds ended, Map<Long, String> model, long id, long bookingId, Random random) {
        String customer = "customer " + random.nextInt(1_000);
        HoldRecord.fill(source, record, 1, 1, id, 0);
        HoldRecord.seats(source, record, new SeatSelection(), id);
        HoldRecord.book(source, record, bookingId, false);
        ended.add(source, record, Holds.EXPIRED, name(customer));
        model.put(id, customer);
    }

    /** One that was never booked comes to life; now and then it ends again, booked. */
    private void takeBack(EndedHolds ended, Map<Long, String> model, Random random) {
        long id = model.size() < 50
                ? List.copyOf(model.keySet()).get(random.nextInt(model.size()))
                : model.keySet().iterator().next();
        long ordinal = ended.find(id);
        if (ended.log().longAt(ordinal, HoldRecord.BOOKING_ID) != 0) {
            return;
        }
        int target = source.allocate();
        ended.takeBack(ordinal, source, target);
        assertThat(source.longAt(target, HoldRecord.ID)).isEqualTo(id);
        source.free(target);
        model.remove(id);
        assertThat(ended.find(id)).isEqualTo(EndedHolds.NONE);
        if (random.nextBoolean()) {
            add(ended, model, id, -1_000_000 - id, random);
        }
    }

    private static CustomerName name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return new CustomerName().read(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
