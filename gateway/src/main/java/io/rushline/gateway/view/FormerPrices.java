package io.rushline.gateway.view;

import io.rushline.engine.protocol.FormerPricesViewSnapshotDecoder;
import io.rushline.engine.protocol.FormerPricesViewSnapshotEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * What seats of a show cost before their prices were changed: a hold and its booking go on telling the prices that they
 * were made at.
 *
 * <p>A hold got its seats, and was priced, by one command: it held, offered or exchanged them. The prices of then are the first
 * that were replaced by a later one, or else those of now.
 *
 * <p>Threading: immutable.
 */
final class FormerPrices {
    /** A show whose prices have been changed more often has forgotten the oldest. */
    static final int MAX_KEPT = 1_000;

    static final FormerPrices NONE = new FormerPrices(List.of());

    private final List<Entry> entries;

    /** Prices by category, and the sequence of the command that changed them. */
    record Entry(
            long untilSequence,
            @SuppressWarnings("ArrayRecordComponent") // compared nowhere
            long[] prices) {}

    private FormerPrices(List<Entry> entries) {
        this.entries = entries;
    }

    /** These, and others that came behind them. */
    FormerPrices and(long untilSequence, long[] prices) {
        List<Entry> more = new ArrayList<>(entries.subList(Math.max(0, entries.size() + 1 - MAX_KEPT), entries.size()));
        more.add(new Entry(untilSequence, prices));
        return new FormerPrices(List.copyOf(more));
    }

    FormerPrices and(FormerPricesViewSnapshotDecoder part) {
        long untilSequence = part.untilSequence();
        FormerPricesViewSnapshotDecoder.PricesDecoder group = part.prices();
        long[] prices = new long[group.count()];
        for (int category = 0; category < prices.length; category++) {
            prices[category] = group.next().amount();
        }
        return and(untilSequence, prices);
    }

    List<Entry> entries() {
        return entries;
    }

    /** Writes one of the entries behind the message's fixed part. */
    static void put(Entry entry, FormerPricesViewSnapshotEncoder part) {
        part.untilSequence(entry.untilSequence);
        FormerPricesViewSnapshotEncoder.PricesEncoder group = part.pricesCount(entry.prices.length);
        for (long price : entry.prices) {
            group.next().amount(price);
        }
    }

    /** The prices that held for the command of a sequence. */
    long[] at(long sequence, long[] now) {
        for (Entry entry : entries) {
            if (entry.untilSequence > sequence) {
                return entry.prices;
            }
        }
        return now;
    }
}
