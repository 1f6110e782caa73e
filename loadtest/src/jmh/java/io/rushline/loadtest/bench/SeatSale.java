package io.rushline.loadtest.bench;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The on-sale of one hot show, as its customers live it: each wants one to four neighbouring seats of one row, picks them at
 * random among those that are free on the map as the answers so far have made it, picks again when somebody else was
 * quicker, and books what he got. It ends when every seat is booked.
 *
 * <p>Whoever sells asks for the next wish whenever a customer can be served, and says what became of it. A seat that is
 * granted twice ends the sale with a failure.
 *
 * <p>Threading: any.
 */
final class SeatSale {
    static final int MAX_PARTY = 4;
    static final int ROW_SEATS = 50;

    private final int seatCount;
    private final SplittableRandom random;
    private final BitSet granted;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long customers;
    private long refused;
    private int booked;
    private @Nullable Throwable failure;

    /** @param seatCount a number of whole rows */
    SeatSale(int seatCount, long seed) {
        if (seatCount % ROW_SEATS != 0) {
            throw new IllegalArgumentException(seatCount + " seats are no rows of " + ROW_SEATS);
        }
        this.seatCount = seatCount;
        random = new SplittableRandom(seed);
        granted = new BitSet(seatCount);
    }

    int seatCount() {
        return seatCount;
    }

    /** The wish of another customer; null when all seats are given away. */
    synchronized @Nullable Wish next() {
        return pick(++customers, 1 + random.nextInt(MAX_PARTY));
    }

    /** What a customer picks who was not quick enough; null when all seats are given away. */
    synchronized @Nullable Wish refused(Wish wish) {
        refused++;
        return pick(wish.customer(), wish.quantity());
    }

    /** A hold on the disk. */
    synchronized void granted(Wish wish) {
        int takenSeat = granted.nextSetBit(wish.firstSeat());
        if (takenSeat >= 0 && takenSeat < wish.endSeat()) {
            fail(new IllegalStateException("seat " + takenSeat + " was sold twice"));
        }
        granted.set(wish.firstSeat(), wish.endSeat());
    }

    /** Sold for good. */
    synchronized void booked(Wish wish) {
        booked += wish.quantity();
        if (booked >= seatCount) {
            ended.countDown();
        }
    }

    synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        ended.countDown();
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** How often somebody else was quicker. */
    synchronized long refusedCount() {
        return refused;
    }

    /** Returns when all is sold. */
    void await(int patienceSeconds) throws InterruptedException {
        boolean isOver = ended.await(patienceSeconds, TimeUnit.SECONDS);
        synchronized (this) {
            if (failure != null) {
                throw new IllegalStateException("the sale has failed: " + failure, failure);
            }
            if (!isOver) {
                throw new IllegalStateException(booked + " of " + seatCount + " seats were sold, then nothing more");
            }
        }
    }

    private @Nullable Wish pick(long customer, int wanted) {
        int from = random.nextInt(seatCount);
        for (int quantity = wanted; quantity > 0; quantity--) {
            int seat = findFrom(from, seatCount, quantity);
            if (seat < 0) {
                seat = findFrom(0, from, quantity);
            }
            if (seat >= 0) {
                return new Wish(customer, seat, quantity);
            }
        }
        return null;
    }

    /** The first of so many free neighbours in a row that begin between two seats; negative when there are none. */
    private int findFrom(int start, int end, int quantity) {
        int seat = granted.nextClearBit(start);
        while (seat < end) {
            int rowEnd = (seat / ROW_SEATS + 1) * ROW_SEATS;
            int nextTaken = granted.nextSetBit(seat);
            int freeEnd = nextTaken < 0 ? rowEnd : Math.min(rowEnd, nextTaken);
            if (freeEnd - seat >= quantity) {
                return seat;
            }
            seat = granted.nextClearBit(freeEnd);
        }
        return -1;
    }
}
