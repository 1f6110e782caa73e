package io.rushline.journal.audit.picture;

import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.SaleState;
import io.rushline.journal.audit.message.Command.CreateShow;
import io.rushline.journal.audit.message.Event.ShowChanged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.agrona.collections.Long2LongHashMap;

/** One show: its terms, whose each seat is, and who waits. */
public final class ShowPicture {
    /** Whose a free seat is. */
    public static final long NOBODY = 0;

    /** Whose a blocked seat is. */
    public static final long OPERATOR = -1;

    private final long showId;
    private final PlanPicture plan;
    private final LinePicture line = new LinePicture();
    private final Long2LongHashMap owners = new Long2LongHashMap(NOBODY);
    private final Map<String, Integer> seatsOfCustomers = new HashMap<>();
    private final int[] freeOrdinary;
    private final int[] heldOrdinary;
    private CreateShow terms;
    private int freeCount;
    private int heldCount;
    private int bookedCount;
    private long onSaleAtMs;
    private SaleState saleState = SaleState.OPEN;

    ShowPicture(long showId, PlanPicture plan, CreateShow terms) {
        this.showId = showId;
        this.plan = plan;
        this.terms = terms;
        onSaleAtMs = terms.onSaleAtMs();
        freeCount = plan.seatCount();
        freeOrdinary = new int[plan.categoryCount() + 1];
        heldOrdinary = new int[plan.categoryCount() + 1];
        for (int seat = 0; seat < plan.seatCount(); seat++) {
            count(freeOrdinary, seat, 1);
        }
    }

    public long showId() {
        return showId;
    }

    public PlanPicture plan() {
        return plan;
    }

    /** As they are now. */
    public CreateShow terms() {
        return terms;
    }

    public LinePicture line() {
        return line;
    }

    public boolean isStrict() {
        return terms.linePolicy() == LinePolicy.STRICT_FIFO;
    }

    public SaleState saleState() {
        return saleState;
    }

    public long onSaleAtMs() {
        return onSaleAtMs;
    }

    /** The hold whose seat this is, {@link #NOBODY} or {@link #OPERATOR}. */
    public long owner(int seat) {
        return owners.get(seat);
    }

    /** Hands over whose the seats are that are not free; somebody with several seats comes several times. */
    void owners(LongConsumer consumer) {
        owners.values().forEach((Long owner) -> consumer.accept(owner));
    }

    public boolean isFree(int seat) {
        return plan.has(seat) && owners.get(seat) == NOBODY;
    }

    public int freeCount() {
        return freeCount;
    }

    public int heldCount() {
        return heldCount;
    }

    public int bookedCount() {
        return bookedCount;
    }

    public int blockedCount() {
        return plan.seatCount() - freeCount - heldCount - bookedCount;
    }

    /** Free ordinary seats of a category, -1 for all. */
    public int free(int category) {
        return freeOrdinary[category + 1];
    }

    /** Free and held ordinary seats of a category, -1 for all. */
    public int obtainable(int category) {
        return freeOrdinary[category + 1] + heldOrdinary[category + 1];
    }

    /** Whether enough is free for somebody who waits. */
    public boolean fits(WaiterPicture waiter) {
        return free(waiter.category()) >= waiter.quantity();
    }

    /** The seats that a customer holds, has booked or waits for. */
    public int seatsOf(String customer) {
        return seatsOfCustomers.getOrDefault(customer, 0);
    }

    /** Whether the limit per customer stands against so many more seats of one. */
    public boolean isOverLimit(String customer, int more) {
        int limit = terms.maxPerCustomer();
        return limit != 0 && seatsOf(customer) + more > limit;
    }

    /** The price of seats. */
    public long total(List<Integer> seats) {
        long total = 0;
        for (int seat : seats) {
            total += terms.prices().get(plan.category(seat));
        }
        return total;
    }

    void change(ShowChanged change) {
        onSaleAtMs = change.onSaleAtMs();
        terms = new CreateShow(
                terms.requestId(),
                terms.planId(),
                terms.movieId(),
                change.startsAtMs(),
                change.endsAtMs(),
                change.onSaleAtMs(),
                change.holdMs(),
                terms.graceMs(),
                change.waitMs(),
                change.maxPerHold(),
                change.maxPerCustomer(),
                terms.linePolicy(),
                terms.currency(),
                change.prices());
    }

    void open(long onSaleAtMs) {
        saleState = SaleState.OPEN;
        this.onSaleAtMs = onSaleAtMs;
    }

    void saleState(SaleState state) {
        saleState = state;
    }

    void claim(String customer, int more) {
        seatsOfCustomers.merge(customer, more, (one, other) -> one + other == 0 ? null : one + other);
    }

    /** Gives seats to a hold, to the operator, or back to nobody; what they were before is overwritten. */
    void give(List<Integer> seats, long owner) {
        for (int seat : seats) {
            if (plan.has(seat)) {
                uncount(seat);
                if (owner == NOBODY) {
                    owners.remove(seat);
                    freeCount++;
                    count(freeOrdinary, seat, 1);
                } else {
                    owners.put(seat, owner);
                    if (owner != OPERATOR) {
                        heldCount++;
                        count(heldOrdinary, seat, 1);
                    }
                }
            }
        }
    }

    /** Seats that are held become booked, or the other way round. */
    void book(List<Integer> seats, int direction) {
        for (int seat : seats) {
            if (plan.has(seat)) {
                heldCount -= direction;
                bookedCount += direction;
                count(heldOrdinary, seat, -direction);
            }
        }
    }

    private void uncount(int seat) {
        long former = owners.get(seat);
        if (former == NOBODY) {
            freeCount--;
            count(freeOrdinary, seat, -1);
        } else if (former != OPERATOR) {
            heldCount--;
            count(heldOrdinary, seat, -1);
        }
    }

    private void count(int[] counts, int seat, int more) {
        if (plan.isOrdinary(seat)) {
            counts[0] += more;
            counts[plan.category(seat) + 1] += more;
        }
    }
}
