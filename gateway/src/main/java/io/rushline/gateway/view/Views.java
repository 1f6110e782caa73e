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
import org.agrona.collections.Long2ObjectHashMap;

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

    /** The same shows for the thread that writes, which must not make an object to find one. */
    private final Long2ObjectHashMap<ShowView> writersShows = new Long2ObjectHashMap<>();

    private final HoldRecords holds;
    private final WaiterRecords waiters;
    private final Waits waits = new Waits(this);
    private final SeatFeeds seatFeeds = new SeatFeeds(this);
    private final ViewCounts counts = new ViewCounts();
    private final ViewUpdates updates;
    private volatile HoldWatch holdWatch = HoldWatch.NONE;

    /**
     * No views yet.
     *
     * @param endedKept how many ended holds the engine remembers: what it knows, a reader must find
     */
    public Views(int endedKept) {
        holds = new HoldRecords(endedKept);
        waiters = new WaiterRecords(endedKept);
        updates = new ViewUpdates(this, holds, waiters);
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
        return holds.hold(holdId);
    }

    public Optional<HoldView> booking(long bookingId) {
        return holds.booking(bookingId);
    }

    public Optional<WaiterView> waiter(long waiterId) {
        return waiters.waiter(waiterId);
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

    /** Where to follow the seats of a show. */
    public SeatFeeds seatFeeds() {
        return seatFeeds;
    }

    /** Holds that have their seats and are not booked. */
    public int heldCount() {
        return counts.held();
    }

    /** Parties in all lines together. */
    public int waitingCount() {
        return counts.waiting();
    }

    /** Shows that somebody waits for. */
    public int lineCount() {
        return counts.lines();
    }

    /** Parties in the longest line. */
    public int longestLine() {
        return counts.longestLine();
    }

    /** Tells of holds that end from now on; set behind the replay, whose holds ended before. */
    public void watchHolds(HoldWatch watch) {
        holdWatch = watch;
    }

    @Override
    public void close() {
        waits.close();
        seatFeeds.close();
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
        show.watch(seatFeeds::changed);
        writersShows.put(show.showId(), show);
        shows.put(show.showId(), show);
    }

    /** Puts a hold of a snapshot, whose seats its show knows already. */
    void restoreHold(DirectBuffer buffer, int offset, int length) {
        holds.restore(buffer, offset, length);
        HoldView hold = HoldView.decode(buffer, offset);
        if (hold.state() == HoldView.State.HELD) {
            counts.held(1);
        }
    }

    /** Puts a waiter of a snapshot; those that wait must come in the order of their line. */
    void restoreWaiter(DirectBuffer buffer, int offset, int length) {
        WaiterView waiter = WaiterView.decode(buffer, offset, 0);
        // A ticket only says who is ahead of whom among those that wait.
        long ticket = waiter.state() == WaiterView.State.WAITING ? joined(waiter.showId()) : 0;
        waiters.restore(buffer, offset, length, ticket);
    }

    /** A show that an event is about, and so must be there. */
    ShowView existingShow(long showId) {
        ShowView show = writersShows.get(showId);
        if (show == null) {
            throw new IllegalStateException("there is no show " + showId);
        }
        return show;
    }

    /** The show first, so that nobody finds it without what belongs to it. */
    void archive(long showId) {
        shows.remove(showId);
        writersShows.remove(showId);
        holds.forgetShow(showId);
        waiters.forgetShow(showId);
        seatFeeds.changed(showId);
    }

    /** A hold has got its seats. */
    void held(long showId, Seats seats, long sequence, long eventId) {
        counts.held(1);
        existingShow(showId).change(seats, ShowView.HELD, sequence, eventId);
    }

    /** The hold at hand has become a booking. */
    void booked(long showId, Seats seats, boolean wasHeld, long sequence, long eventId) {
        counts.held(wasHeld ? -1 : 0);
        if (holdWatch != HoldWatch.NONE) {
            holdWatch.onBooked(holds.customer());
        }
        existingShow(showId).change(seats, ShowView.BOOKED, sequence, eventId);
    }

    /** The hold at hand, or the booking it became, has lost its seats. */
    void freed(long showId, Seats seats, boolean wasHeld, long sequence, long eventId) {
        counts.held(wasHeld ? -1 : 0);
        if (wasHeld && holdWatch != HoldWatch.NONE) {
            holdWatch.onUnpaid(holds.customer());
        }
        existingShow(showId).change(seats, ShowView.FREE, sequence, eventId);
    }

    /** A party has joined the line; answers its ticket. */
    long joined(long showId) {
        counts.joined(showId);
        return existingShow(showId).join();
    }

    void waitEnded(long showId, long waiterId, long ticket) {
        counts.left(showId);
        existingShow(showId).leave(ticket);
        waits.ended(showId, waiterId);
    }

    void forEachHold(Consumer<HoldView> action) {
        holds.forEach((buffer, offset, length, number) -> action.accept(HoldView.decode(buffer, offset)));
    }

    void forEachWaiter(Consumer<WaiterView> action) {
        waiters.forEach((buffer, offset, length, number) -> action.accept(WaiterView.decode(buffer, offset, number)));
    }

    /** Holds, bookings and waiters that are kept. */
    int keptCount() {
        return holds.size() + waiters.size();
    }
}
