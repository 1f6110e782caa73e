package io.rushline.loadtest.bench;

import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Puts shows of one hall on sale. Their ids are consecutive, as nothing comes between their commands. */
final class OpenHouse {
    /** So long a hold lasts, of which the last part is grace. */
    static final long GRACE_MS = 5;

    private OpenHouse() {}

    /**
     * Defines the hall's plan and creates the shows.
     *
     * @param holdMs how long a hold lasts, grace included
     * @param maxPerCustomer 0 for no limit
     * @return the id of the first show
     */
    static long open(Player player, Hall hall, int shows, long holdMs, int maxPerCustomer, SplittableRandom random) {
        MutableDirectBuffer buffer = new ExpandableArrayBuffer(64 * 1024);
        player.send(buffer, 0, hall.encode(buffer, random));
        Replies.requireOk(player.outbox());
        long planId = player.sequence();
        for (int i = 0; i < shows; i++) {
            player.send(buffer, 0, encodeShow(buffer, planId, i, holdMs, maxPerCustomer, random));
            Replies.requireOk(player.outbox());
        }
        return planId + 1;
    }

    private static int encodeShow(
            MutableDirectBuffer buffer,
            long planId,
            int index,
            long holdMs,
            int maxPerCustomer,
            SplittableRandom random) {
        CreateShowEncoder show = new CreateShowEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .planId(planId)
                .movieId(1 + index % 500)
                .startsAtMs(1_798_761_600_000L)
                .endsAtMs(1_798_769_000_000L)
                .onSaleAtMs(0)
                .holdMs(holdMs - GRACE_MS)
                .graceMs(GRACE_MS)
                .waitMs(24 * 60 * 60 * 1000L)
                .maxPerHold(10)
                .maxPerCustomer(maxPerCustomer)
                .linePolicy(LinePolicy.STRICT_FIFO)
                .currency("USD");
        show.requestId().high(random.nextLong()).low(random.nextLong());
        CreateShowEncoder.PricesEncoder prices = show.pricesCount(Hall.CATEGORIES);
        for (int category = 0; category < Hall.CATEGORIES; category++) {
            prices.next().amount(Hall.price(category));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + show.encodedLength();
    }
}
