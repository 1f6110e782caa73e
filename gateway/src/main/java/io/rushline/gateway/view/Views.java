package io.rushline.gateway.view;

import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.pipeline.ReplyPublisher;
import io.rushline.pipeline.ReplyTo;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * All views, fed by the publisher, or by replay before there is one.
 *
 * <p>Holds and waits that ended are remembered for a while, as many of each as the engine remembers holds. An archived
 * show is gone at once, with all that belonged to it.
 *
 * <p>Threading: one thread at a time calls the {@link ReplyPublisher} methods; anybody reads. Two things that are read
 * one after the other may be of different moments: the show of a hold may be gone when it is asked for.
 */
public final class Views implements ReplyPublisher, AutoCloseable {
    private final Map<Long, PlanView> plans = new ConcurrentHashMap<>();
    private final Map<Long, ShowView> shows = new ConcurrentHashMap<>();
    private final Map<Long, Long> holdIdsByBooking = new ConcurrentHashMap<>();
    private final Kept<HoldView> holds;
    private final Kept<WaiterView> waiters;
    private final Waits waits = new Waits(this);
    private final ViewUpdates updates = new ViewUpdates(this);

    /**
     * No views yet.
     *
     * @param endedKept how many ended holds the engine remembers: what it knows, a reader must find
     */
    public Views(int endedKept) {
        holds = new Kept<>(endedKept, HoldView::showId, hold -> holdIdsByBooking.remove(hold.bookingId()));
        waiters = new Kept<>(endedKept, WaiterView::showId, waiter -> {});
    }

    public Optional<PlanView> plan(long planId) {
        return Optional.ofNullable(plans.get(planId));
    }

    public Collection<PlanView> plans() {
        return plans.values();
    }

    public Optional<ShowView> show(long showId) {
        return Optional.ofNullable(shows.get(showId));
    }

    public Collection<ShowView> shows() {
        return shows.values();
    }

    public Optional<HoldView> hold(long holdId) {
        return holds.find(holdId);
    }

    public Optional<HoldView> booking(long bookingId) {
        return Optional.ofNullable(holdIdsByBooking.get(bookingId)).flatMap(holds::find);
    }

    public Optional<WaiterView> waiter(long waiterId) {
        return waiters.find(waiterId);
    }

    /** Parties ahead of a waiter; 0 when it no longer waits. */
    public int ahead(WaiterView waiter) {
        return waiter.state() == WaiterView.State.WAITING
                ? show(waiter.showId()).map(show -> show.ahead(waiter)).orElse(0)
                : 0;
    }

    /**
     * Writes what of the views the engine does not remember, for a {@link ViewsLoader}. No event may come meanwhile.
     */
    public void writeSnapshot(SnapshotSink sink) {
        new ViewsWriter(sink).write(shows.values(), holds, waiters);
    }

    /** Where to hear of changes to waiters. */
    public Waits waits() {
        return waits;
    }

    @Override
    public void close() {
        waits.close();
    }

    @Override
    public void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length) {
        sender.onReply(correlation, reply, offset, length);
    }

    @Override
    public void onBatchEnd() {}

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        updates.onEvent(event, offset);
    }

    void put(PlanView plan) {
        plans.put(plan.planId(), plan);
    }

    void put(ShowView show) {
        shows.put(show.showId(), show);
    }

    /** Puts a hold of a snapshot, whose seats its show knows already. */
    void restore(HoldView hold) {
        holds.put(hold.holdId(), hold);
        if (hold.bookingId() != 0) {
            holdIdsByBooking.put(hold.bookingId(), hold.holdId());
        }
        if (hold.state().isEnded()) {
            holds.putEnded(hold.holdId(), hold);
        }
    }

    /** Puts a waiter of a snapshot; those that wait must come in the order of their line. */
    void restore(WaiterView waiter) {
        waiters.put(waiter.waiterId(), waiter);
        if (waiter.state() != WaiterView.State.WAITING) {
            waiters.putEnded(waiter.waiterId(), waiter);
        }
    }

    /** A show that an event is about, and so must be there. */
    ShowView existingShow(long showId) {
        return show(showId).orElseThrow();
    }

    /** The show first, so that nobody finds it without what belongs to it. */
    void archive(long showId) {
        shows.remove(showId);
        holds.forgetShow(showId);
        waiters.forgetShow(showId);
    }

    /** Puts a hold, or a booking, that has its seats. */
    void put(HoldView hold, long eventId) {
        holds.put(hold.holdId(), hold);
        if (hold.state().isBooking()) {
            holdIdsByBooking.put(hold.bookingId(), hold.holdId());
        }
        byte letter = hold.state().isBooking() ? ShowView.BOOKED : ShowView.HELD;
        existingShow(hold.showId()).change(hold.seats(), letter, hold.sequence(), eventId);
    }

    /** Puts a hold that has other seats than it had. */
    void exchange(HoldView former, HoldView hold, long eventId) {
        holds.put(hold.holdId(), hold);
        existingShow(hold.showId()).exchange(former.seats(), hold.seats(), hold.sequence(), eventId);
    }

    /** Puts a hold, or a booking, whose seats are free from now on. */
    void end(HoldView hold, long eventId) {
        holds.putEnded(hold.holdId(), hold);
        existingShow(hold.showId()).change(hold.seats(), ShowView.FREE, hold.sequence(), eventId);
    }

    void put(WaiterView waiter) {
        waiters.put(waiter.waiterId(), waiter);
    }

    void end(WaiterView waiter) {
        existingShow(waiter.showId()).leave(waiter.ticket());
        waiters.putEnded(waiter.waiterId(), waiter);
        waits.ended(waiter);
    }

    void forEachHold(Consumer<HoldView> action) {
        holds.forEach(action);
    }

    void forEachWaiter(Consumer<WaiterView> action) {
        waiters.forEach(action);
    }

    /** Holds, bookings and waiters that are kept. */
    int keptCount() {
        return holds.size() + waiters.size() + holdIdsByBooking.size();
    }
}
