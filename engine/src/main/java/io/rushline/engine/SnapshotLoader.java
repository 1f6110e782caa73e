package io.rushline.engine;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldSnapshotDecoder;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.PlanSnapshotDecoder;
import io.rushline.engine.protocol.RequestSnapshotDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.protocol.ShowSnapshotDecoder;
import io.rushline.engine.protocol.SnapshotEndDecoder;
import io.rushline.engine.protocol.SnapshotStartDecoder;
import io.rushline.engine.protocol.UnfinishedSnapshotDecoder;
import io.rushline.engine.protocol.WaiterSnapshotDecoder;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.LoadedSeats;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.ShowTerms;
import io.rushline.engine.slab.Slab;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.engine.snapshot.StateHash;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an engine of the parts of a snapshot, given one after another as they were written.
 *
 * <pre>
 *   SnapshotLoader loader = new SnapshotLoader(EngineLimits.SERVER.timerWheelMs(), hashSeed);
 *   forEachPartOfTheFile(loader);
 *   Engine engine = loader.engine();
 * </pre>
 *
 * <p>What is loaded is what was written: the state hash at the end is compared, and a snapshot that is damaged, cut off or
 * out of order gives no engine.
 */
public final class SnapshotLoader implements SnapshotSink {
    /** As many shows, and as many customers, have room made for them at once; a number that is damaged takes no more memory. */
    private static final long MAX_RESERVED = 1 << 20;

    /** Behind the last show, the next is looked for among so many before it is looked for by its id. */
    private static final int SHOWS_AHEAD = 16;

    private final int timerWheelMs;
    private final long hashSeed;
    private final StateHash hash = new StateHash();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ShowSnapshotDecoder showSnapshot = new ShowSnapshotDecoder();
    private final HoldSnapshotDecoder holdSnapshot = new HoldSnapshotDecoder();
    private final WaiterSnapshotDecoder waiterSnapshot = new WaiterSnapshotDecoder();
    private final RequestSnapshotDecoder requestSnapshot = new RequestSnapshotDecoder();
    private final CustomerName name = new CustomerName();
    private final byte[] nameBytes = new byte[1 << Byte.SIZE];
    private final SeatSelection seats = new SeatSelection();
    private @Nullable Engine engine;
    /** Where the show of the part before is: a number, since writing a reference costs a barrier. */
    private int lastSlot;

    private int lastTemplateId;
    private boolean isComplete;

    /**
     * Makes a loader for one snapshot.
     *
     * @param timerWheelMs as in {@link EngineLimits}; the other limits come with the snapshot
     * @param hashSeed as for a new engine; it need not be that of the engine that wrote
     */
    public SnapshotLoader(int timerWheelMs, long hashSeed) {
        this.timerWheelMs = timerWheelMs;
        this.hashSeed = hashSeed;
    }

    /**
     * Takes the next part.
     *
     * @throws IllegalArgumentException when it is not one, or not where it must be; the loader is of no use then
     */
    @Override
    public void onPart(DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset);
        int templateId = header.templateId();
        if (header.schemaId() != SnapshotEndDecoder.SCHEMA_ID) {
            throw new IllegalArgumentException("a part of schema " + header.schemaId());
        }
        boolean isStart = templateId == SnapshotStartDecoder.TEMPLATE_ID;
        if (isComplete || isStart != (lastTemplateId == 0) || templateId < lastTemplateId) {
            throw new IllegalArgumentException("part " + templateId + " of a snapshot behind part " + lastTemplateId);
        }
        lastTemplateId = templateId;
        if (templateId == SnapshotEndDecoder.TEMPLATE_ID) {
            end(buffer, offset);
            return;
        }
        hash.onPart(buffer, offset, length);
        if (isStart) {
            start(buffer, offset);
            return;
        }
        EngineState state = requireEngine().state();
        switch (templateId) {
            case PlanSnapshotDecoder.TEMPLATE_ID -> plan(state, buffer, offset);
            case ShowSnapshotDecoder.TEMPLATE_ID -> show(state, buffer, offset);
            case HoldSnapshotDecoder.TEMPLATE_ID -> hold(state, buffer, offset);
            case WaiterSnapshotDecoder.TEMPLATE_ID -> waiter(state, buffer, offset);
            case RequestSnapshotDecoder.TEMPLATE_ID -> request(state, buffer, offset);
            case UnfinishedSnapshotDecoder.TEMPLATE_ID ->
                state.shows.addUnfinished(show(
                        state,
                        new UnfinishedSnapshotDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .showId()));
            default -> throw new IllegalArgumentException("part " + templateId + " of a snapshot is unknown");
        }
    }

    /**
     * The engine, once all parts were taken.
     *
     * @throws IllegalStateException when the end is missing
     */
    public Engine engine() {
        if (!isComplete) {
            throw new IllegalStateException("the snapshot ends behind part " + lastTemplateId);
        }
        return requireEngine();
    }

    private Engine requireEngine() {
        if (engine == null) {
            throw new IllegalStateException("the snapshot has no beginning");
        }
        return engine;
    }

    private void start(DirectBuffer buffer, int offset) {
        SnapshotStartDecoder part = new SnapshotStartDecoder().wrapAndApplyHeader(buffer, offset, header);
        EngineLimits limits = new EngineLimits(
                part.maxPlans(),
                part.maxShows(),
                part.maxHolds(),
                part.maxEndedHolds(),
                part.maxWaiters(),
                part.keptRequests(),
                part.maxRequests(),
                part.maxStepsPerCommand(),
                part.requestRetentionMs(),
                timerWheelMs);
        Engine made = new Engine(limits, hashSeed);
        EngineState state = made.state();
        state.lastSequence = part.lastSequence();
        state.holds.startAt(part.lastSequence());
        state.lastTimestampMs = part.lastTimestampMs();
        state.lastEventId = part.lastEventId();
        state.epoch = part.epoch();
        state.shows.reserve((int) Math.min(part.showCount(), MAX_RESERVED));
        state.customers.reserve((int) Math.min((long) part.holdCount() + part.waiterCount(), MAX_RESERVED));
        engine = made;
    }

    private void end(DirectBuffer buffer, int offset) {
        long expected = new SnapshotEndDecoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .stateHash();
        if (expected != hash.value()) {
            throw new IllegalArgumentException("the snapshot's parts do not have its state hash");
        }
        requireEngine().state().timers.sort();
        isComplete = true;
    }

    private void plan(EngineState state, DirectBuffer buffer, int offset) {
        PlanSnapshotDecoder part = new PlanSnapshotDecoder().wrapAndApplyHeader(buffer, offset, header);
        int length = part.definitionLength();
        int definition = part.limit() + PlanSnapshotDecoder.definitionHeaderLength();
        long planId = part.planId();
        DefineSeatPlanDecoder command = new DefineSeatPlanDecoder().wrapAndApplyHeader(buffer, definition, header);
        SeatPlan plan = SeatPlan.decode(planId, command, length);
        if (plan == null) {
            throw new IllegalArgumentException("the snapshot's plan " + planId + " is out of range");
        }
        state.shows.add(plan);
    }

    private void show(EngineState state, DirectBuffer buffer, int offset) {
        showSnapshot.wrapAndApplyHeader(buffer, offset, header);
        SeatPlan plan = state.shows.findPlan(showSnapshot.planId());
        if (plan == null) {
            throw new IllegalArgumentException("the snapshot has no plan " + showSnapshot.planId());
        }
        int currency = 0;
        for (int i = ShowSnapshotDecoder.currencyLength() - 1; i >= 0; i--) {
            currency = currency << 8 | (showSnapshot.currency(i) & 0xFF);
        }
        ShowTerms terms = new ShowTerms(
                showSnapshot.movieId(),
                showSnapshot.startsAtMs(),
                showSnapshot.endsAtMs(),
                (int) showSnapshot.holdMs(),
                (int) showSnapshot.graceMs(),
                (int) showSnapshot.waitMs(),
                showSnapshot.maxPerHold(),
                showSnapshot.maxPerCustomer(),
                showSnapshot.linePolicy() == LinePolicy.FIRST_FIT,
                currency);
        long showId = showSnapshot.showId();
        long onSaleAtMs = showSnapshot.onSaleAtMs();
        SaleState saleState = showSnapshot.saleState();
        long[] prices = new long[plan.categoryCount()];
        int count = 0;
        for (ShowSnapshotDecoder.PricesDecoder price : showSnapshot.prices()) {
            prices[count++] = price.amount();
        }
        Show show = state.shows.add(showId, plan, terms, onSaleAtMs, prices);
        show.saleState(saleState);
        int bitmapBytes = showSnapshot.freeLength();
        int free = showSnapshot.limit() + ShowSnapshotDecoder.freeHeaderLength();
        if (bitmapBytes != show.bitmapWords() * Long.BYTES) {
            throw new IllegalArgumentException("the snapshot's show " + showId + " has other seats than its plan");
        }
        int distance = bitmapBytes + ShowSnapshotDecoder.heldHeaderLength();
        LoadedSeats.put(show, buffer, free, free + distance, free + 2 * distance);
    }

    private void hold(EngineState state, DirectBuffer buffer, int offset) {
        holdSnapshot.wrapAndApplyHeader(buffer, offset, header);
        seats.clear();
        for (HoldSnapshotDecoder.SeatsDecoder seat : holdSnapshot.seats()) {
            seats.add(seat.seat());
        }
        readName(buffer, holdSnapshot.limit(), holdSnapshot.customerLength());
        HoldState holdState = holdSnapshot.state();
        if (holdState == HoldState.HELD || holdState == HoldState.BOOKED) {
            liveHold(state, show(state, holdSnapshot.showId()));
        } else {
            endedHold(state, state.shows.find(holdSnapshot.showId()));
        }
    }

    private void liveHold(EngineState state, Show show) {
        long holdId = holdSnapshot.holdId();
        long expiresAtMs = holdSnapshot.expiresAtMs();
        int customer = state.customers.refer(name);
        int hold = state.holds.add(show, holdId, customer, expiresAtMs, holdSnapshot.total(), seats);
        state.countSeats(show, customer, seats.count());
        if (holdSnapshot.state() == HoldState.BOOKED) {
            state.holds.book(hold, holdSnapshot.bookingId(), holdSnapshot.late() == Flag.YES);
        } else {
            long deadlineMs = expiresAtMs + show.graceMs();
            state.holds.timer(hold, state.timers.append(deadlineMs, holdId, Allocations.HOLD_TIMER, hold));
        }
    }

    private void endedHold(EngineState state, @Nullable Show show) {
        state.holds.addEnded(
                holdSnapshot.showId(),
                show == null ? Slab.NONE : show.slot(),
                holdSnapshot.holdId(),
                holdSnapshot.expiresAtMs(),
                holdSnapshot.total(),
                seats,
                (byte) holdSnapshot.state().value(),
                holdSnapshot.bookingId(),
                holdSnapshot.late() == Flag.YES,
                name);
    }

    private void waiter(EngineState state, DirectBuffer buffer, int offset) {
        waiterSnapshot.wrapAndApplyHeader(buffer, offset, header);
        readName(buffer, waiterSnapshot.limit(), waiterSnapshot.customerLength());
        int customer = state.customers.refer(name);
        Show show = show(state, waiterSnapshot.showId());
        long waiterId = waiterSnapshot.waiterId();
        long expiresAtMs = waiterSnapshot.expiresAtMs();
        int waiter =
                state.join(show, waiterId, customer, waiterSnapshot.quantity(), waiterSnapshot.category(), expiresAtMs);
        state.waiters.timer(waiter, state.timers.append(expiresAtMs, waiterId, Allocations.WAITER_TIMER, waiter));
    }

    private void request(EngineState state, DirectBuffer buffer, int offset) {
        requestSnapshot.wrapAndApplyHeader(buffer, offset, header);
        int length = requestSnapshot.replyLength();
        long high = requestSnapshot.requestId().high();
        long low = requestSnapshot.requestId().low();
        state.requests.add(
                state.requests.hash(high, low),
                high,
                low,
                requestSnapshot.fingerprint(),
                requestSnapshot.timestampMs(),
                buffer.byteArray(),
                buffer.wrapAdjustment() + requestSnapshot.limit() + RequestSnapshotDecoder.replyHeaderLength(),
                length);
    }

    private void readName(DirectBuffer buffer, int limit, int length) {
        buffer.getBytes(limit + HoldSnapshotDecoder.customerHeaderLength(), nameBytes, 0, length);
        if (!name.read(nameBytes, 0, length).isValid()) {
            throw new IllegalArgumentException("a customer's name in the snapshot is none");
        }
    }

    /** A show that must be there. Shows lie in the order of their ids, and holds and waiters come in that order, too. */
    private Show show(EngineState state, long showId) {
        int end = Math.min(lastSlot + SHOWS_AHEAD, state.shows.count());
        for (int slot = lastSlot; slot < end; slot++) {
            Show show = state.shows.at(slot);
            if (show.id() == showId) {
                lastSlot = slot;
                return show;
            }
        }
        Show show = state.shows.find(showId);
        if (show == null) {
            throw new IllegalArgumentException("the snapshot has no show " + showId);
        }
        lastSlot = show.slot();
        return show;
    }
}
