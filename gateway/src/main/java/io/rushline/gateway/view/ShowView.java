package io.rushline.gateway.view;

import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.FormerPricesViewSnapshotDecoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.ShowChangedDecoder;
import io.rushline.engine.protocol.ShowSnapshotDecoder;
import java.util.Arrays;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A show as readers see it: its terms, the state of its sale, one letter a seat, and its line.
 *
 * <p>Threading: the publisher writes; anybody reads, and gets a state that was true after some command.
 */
public final class ShowView {
    /** Readers copy without a lock, so that they do not hold the publisher up, unless they are out of luck. */
    private static final int OPTIMISTIC_ATTEMPTS = 3;

    static final byte FREE = 'F';
    static final byte HELD = 'H';
    static final byte BOOKED = 'B';
    static final byte BLOCKED = 'X';

    private static final Seats NO_SEATS = new Seats();

    private final long showId;
    private final PlanView plan;
    private final StampedLock lock = new StampedLock();
    private final byte[] letters;
    private final int[] freeByCategory;
    private final int[] capacityByCategory;
    private final LineView line = new LineView();
    private volatile Terms terms;
    private volatile FormerPrices formerPrices = FormerPrices.NONE;
    private volatile long onSaleAtMs;
    private Sale sale = Sale.OPEN;
    private long sequence;
    private long version;
    private volatile @Nullable SeatMap cachedMap;
    private LongConsumer onChange = showId -> {};

    /** Whether a show's seats are sold. */
    public enum Sale {
        OPEN,
        CLOSED,
        CANCELLED
    }

    /**
     * What a show is sold under.
     *
     * @param onSaleAtMs as it was when the show was created; {@link ShowView#onSaleAtMs()} is what holds now
     * @param prices by category of the plan, in minor units; not to be written to
     */
    public record Terms(
            long movieId,
            long startsAtMs,
            long endsAtMs,
            long onSaleAtMs,
            long holdMs,
            long graceMs,
            long waitMs,
            int maxPerHold,
            int maxPerCustomer,
            LinePolicy linePolicy,
            String currency,
            @SuppressWarnings("ArrayRecordComponent") // compared nowhere
            long[] prices) {

        static Terms decode(CreateShowDecoder command, long createdAtMs) {
            command.sbeRewind();
            CreateShowDecoder.PricesDecoder group = command.prices();
            long[] prices = new long[group.count()];
            for (int i = 0; i < prices.length; i++) {
                prices[i] = group.next().amount();
            }
            return new Terms(
                    command.movieId(),
                    command.startsAtMs(),
                    command.endsAtMs(),
                    // Nothing given means at once, which is when it was created.
                    command.onSaleAtMs() == 0 ? createdAtMs : command.onSaleAtMs(),
                    command.holdMs(),
                    command.graceMs(),
                    command.waitMs(),
                    command.maxPerHold(),
                    command.maxPerCustomer(),
                    command.linePolicy(),
                    command.currency(),
                    prices);
        }

        /** Of a show of a snapshot, as it is on sale now. */
        static Terms decode(ShowSnapshotDecoder show) {
            ShowSnapshotDecoder.PricesDecoder group = show.prices();
            long[] prices = new long[group.count()];
            for (int i = 0; i < prices.length; i++) {
                prices[i] = group.next().amount();
            }
            return new Terms(
                    show.movieId(),
                    show.startsAtMs(),
                    show.endsAtMs(),
                    show.onSaleAtMs(),
                    show.holdMs(),
                    show.graceMs(),
                    show.waitMs(),
                    show.maxPerHold(),
                    show.maxPerCustomer(),
                    show.linePolicy(),
                    show.currency(),
                    prices);
        }

        Terms changed(ShowChangedDecoder event) {
            ShowChangedDecoder.PricesDecoder group = event.prices();
            long[] newPrices = new long[group.count()];
            for (int i = 0; i < newPrices.length; i++) {
                newPrices[i] = group.next().amount();
            }
            return new Terms(
                    movieId,
                    event.startsAtMs(),
                    event.endsAtMs(),
                    onSaleAtMs,
                    event.holdMs(),
                    graceMs,
                    event.waitMs(),
                    event.maxPerHold(),
                    event.maxPerCustomer(),
                    linePolicy,
                    currency,
                    newPrices);
        }

        Terms firstOnSaleAtMs(long firstOnSaleAtMs) {
            return new Terms(
                    movieId,
                    startsAtMs,
                    endsAtMs,
                    firstOnSaleAtMs,
                    holdMs,
                    graceMs,
                    waitMs,
                    maxPerHold,
                    maxPerCustomer,
                    linePolicy,
                    currency,
                    prices);
        }
    }

    /** A show as it is created: open, and with all its seats free. */
    ShowView(long showId, PlanView plan, Terms terms, long sequence, long eventId) {
        this(showId, plan, terms, freeSeats(plan));
        this.sequence = sequence;
        this.version = eventId;
    }

    /** A show of a snapshot, to be completed by {@link #sale} and {@link #onSaleAtMs}. */
    ShowView(long showId, PlanView plan, Terms terms, byte[] letters) {
        this.showId = showId;
        this.plan = plan;
        this.terms = terms;
        this.letters = letters;
        onSaleAtMs = terms.onSaleAtMs();
        freeByCategory = new int[plan.categoryCount()];
        capacityByCategory = new int[plan.categoryCount()];
        for (int seat = 0; seat < letters.length; seat++) {
            capacityByCategory[plan.category(seat)]++;
            freeByCategory[plan.category(seat)] += letters[seat] == FREE ? 1 : 0;
        }
    }

    private static byte[] freeSeats(PlanView plan) {
        byte[] letters = new byte[plan.seatCount()];
        Arrays.fill(letters, FREE);
        return letters;
    }

    public long showId() {
        return showId;
    }

    public PlanView plan() {
        return plan;
    }

    /** As they are now. */
    public Terms terms() {
        return terms;
    }

    /** What a seat of each category cost for the command of a sequence; not to be written to. */
    public long[] pricesAt(long commandSequence) {
        // The present prices first: they are among the former ones before there are others.
        long[] now = terms.prices();
        return formerPrices.at(commandSequence, now);
    }

    /** When sales begin, or began: at the latest when an operator opened them. */
    public long onSaleAtMs() {
        return onSaleAtMs;
    }

    /** Seats of a category, whoever has them. */
    public int capacity(int category) {
        return capacityByCategory[category];
    }

    /** The seats and the sale as they are now; the same object until one of them, or the terms, change. */
    public SeatMap seats() {
        for (int attempt = 0; attempt < OPTIMISTIC_ATTEMPTS; attempt++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp != 0) {
                SeatMap map = copySeats();
                if (lock.validate(stamp)) {
                    cachedMap = map;
                    return map;
                }
            }
        }
        long stamp = lock.readLock();
        try {
            SeatMap map = copySeats();
            cachedMap = map;
            return map;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** One command may change a show several times, so that its sequence would not tell the states apart. */
    private SeatMap copySeats() {
        SeatMap known = cachedMap;
        return known != null && known.version() == version
                ? known
                : new SeatMap(this, sale, version, sequence, letters.clone(), freeByCategory.clone());
    }

    /** Parties ahead of this one, which waits. */
    public int ahead(WaiterView waiter) {
        long stamp = lock.readLock();
        try {
            return line.ahead(waiter.ticket());
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Tells of each change of a seat, the sale or the terms; set before anybody sees the show. */
    void watch(LongConsumer watch) {
        onChange = watch;
    }

    /** Of the command that changed a seat, the sale or the terms last; for the thread that writes. */
    long sequence() {
        return sequence;
    }

    /** The id of the event that changed a seat, the sale or the terms last; for the thread that writes. */
    long version() {
        return version;
    }

    long join() {
        long stamp = lock.writeLock();
        try {
            return line.join();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    void leave(long ticket) {
        long stamp = lock.writeLock();
        try {
            line.leave(ticket);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Sales begin at another time than was said. */
    void onSaleAtMs(long newOnSaleAtMs) {
        onSaleAtMs = newOnSaleAtMs;
    }

    FormerPrices formerPrices() {
        return formerPrices;
    }

    /** Prices of a snapshot, which come behind those that are known. */
    void remember(FormerPricesViewSnapshotDecoder part) {
        formerPrices = formerPrices.and(part);
    }

    /** The show is sold under other terms from now on. */
    void change(ShowChangedDecoder event) {
        Terms former = terms;
        Terms changed = former.changed(event);
        if (!Arrays.equals(former.prices(), changed.prices())) {
            formerPrices = formerPrices.and(event.sequence(), former.prices());
        }
        terms = changed;
        if (event.onSaleAtMs() != 0) {
            onSaleAtMs = event.onSaleAtMs();
        }
        long stamp = lock.writeLock();
        try {
            sequence = event.sequence();
            version = event.eventId();
        } finally {
            lock.unlockWrite(stamp);
        }
        onChange.accept(showId);
    }

    /** The sale is opened, closed or cancelled. */
    void sale(Sale newSale, long newSequence, long eventId) {
        long stamp = lock.writeLock();
        try {
            sale = newSale;
            sequence = newSequence;
            version = eventId;
        } finally {
            lock.unlockWrite(stamp);
        }
        onChange.accept(showId);
    }

    /** Gives some seats a letter. */
    void change(Seats seats, byte letter, long newSequence, long eventId) {
        change(NO_SEATS, seats, letter, newSequence, eventId);
    }

    /** Frees some seats, and then others, or some of the same, are held. */
    void exchange(Seats former, Seats seats, long newSequence, long eventId) {
        change(former, seats, HELD, newSequence, eventId);
    }

    private void change(Seats freed, Seats seats, byte letter, long newSequence, long eventId) {
        long stamp = lock.writeLock();
        try {
            for (int i = 0; i < freed.count(); i++) {
                put(freed.at(i), FREE);
            }
            for (int i = 0; i < seats.count(); i++) {
                put(seats.at(i), letter);
            }
            sequence = newSequence;
            version = eventId;
        } finally {
            lock.unlockWrite(stamp);
        }
        onChange.accept(showId);
    }

    private void put(int seat, byte letter) {
        freeByCategory[plan.category(seat)] += (letter == FREE ? 1 : 0) - (letters[seat] == FREE ? 1 : 0);
        letters[seat] = letter;
    }
}
