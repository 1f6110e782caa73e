package io.rushline.engine.oracle;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.hash.Fingerprint;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldSnapshotEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.PlanSnapshotEncoder;
import io.rushline.engine.protocol.RequestSnapshotEncoder;
import io.rushline.engine.protocol.ShowSnapshotEncoder;
import io.rushline.engine.protocol.SnapshotEndEncoder;
import io.rushline.engine.protocol.SnapshotStartEncoder;
import io.rushline.engine.protocol.UnfinishedSnapshotEncoder;
import io.rushline.engine.protocol.WaiterSnapshotEncoder;
import io.rushline.engine.snapshot.SnapshotSink;
import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the whole state as docs/snapshot-format.md says, and its hash. */
final class NaiveSnapshot {
    private static final int BITS = 64;

    private final NaiveState state;
    private final NaiveRequests requests;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private SnapshotSink sink = (ignored, offset, length) -> {};
    private long hash;

    NaiveSnapshot(NaiveState state, NaiveRequests requests) {
        this.state = state;
        this.requests = requests;
    }

    long stateHash() {
        writeParts((ignored, offset, length) -> {});
        return hash;
    }

    void write(SnapshotSink reader) {
        writeParts(reader);
        SnapshotEndEncoder end =
                new SnapshotEndEncoder().wrapAndApplyHeader(buffer, 0, header).stateHash(hash);
        reader.onPart(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + end.encodedLength());
    }

    private void writeParts(SnapshotSink reader) {
        sink = reader;
        hash = 0;
        writeStart();
        state.plans.values().forEach(this::writePlan);
        state.shows.values().forEach(this::writeShow);
        state.holds().forEach(this::writeHold);
        state.ended.forEach(this::writeHold);
        state.waiters().forEach(this::writeWaiter);
        requests.remembered.forEach(this::writeRequest);
        state.unfinished.forEach(this::writeUnfinished);
    }

    private void part(int bodyLength) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        hash = Fingerprint.mix(hash ^ Fingerprint.of(buffer.byteArray(), buffer.wrapAdjustment(), length));
        sink.onPart(buffer, 0, length);
    }

    private void writeStart() {
        EngineLimits limits = state.limits;
        SnapshotStartEncoder part = new SnapshotStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .lastSequence(state.sequence)
                .lastTimestampMs(state.nowMs)
                .lastEventId(state.eventId)
                .epoch(state.epoch)
                .maxPlans(limits.maxPlans())
                .maxShows(limits.maxShows())
                .maxHolds(limits.maxHolds())
                .maxEndedHolds(limits.maxEndedHolds())
                .maxWaiters(limits.maxWaiters())
                .keptRequests(limits.keptRequests())
                .maxRequests(limits.maxRequests())
                .maxStepsPerCommand(limits.maxStepsPerCommand())
                .requestRetentionMs(limits.requestRetentionMs())
                .planCount(state.plans.size())
                .showCount(state.shows.size())
                .holdCount(state.holdCount())
                .endedHoldCount(state.ended.size())
                .waiterCount(state.waiterCount())
                .requestCount(requests.remembered.size())
                .unfinishedCount(state.unfinished.size());
        part(part.encodedLength());
    }

    private void writePlan(NaivePlan plan) {
        PlanSnapshotEncoder part = new PlanSnapshotEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .planId(plan.id())
                .putDefinition(plan.definition(), 0, plan.definition().length);
        part(part.encodedLength());
    }

    private void writeShow(NaiveShow show) {
        NaiveTerms terms = show.terms;
        ShowSnapshotEncoder part = new ShowSnapshotEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .showId(show.id)
                .planId(show.plan.id())
                .movieId(terms.movieId())
                .startsAtMs(terms.startsAtMs())
                .endsAtMs(terms.endsAtMs())
                .onSaleAtMs(show.onSaleAtMs)
                .holdMs(terms.holdMs())
                .graceMs(terms.graceMs())
                .waitMs(terms.waitMs())
                .maxPerHold(terms.maxPerHold())
                .maxPerCustomer(terms.maxPerCustomer())
                .linePolicy(terms.policy())
                .saleState(show.sale)
                .putCurrency(terms.currency(), 0);
        ShowSnapshotEncoder.PricesEncoder prices =
                part.pricesCount(terms.prices().size());
        terms.prices().forEach(price -> prices.next().amount(price));
        byte[] free = bitmap(show, NaiveShow.SeatState.FREE);
        byte[] held = bitmap(show, NaiveShow.SeatState.HELD);
        byte[] booked = bitmap(show, NaiveShow.SeatState.BOOKED);
        part.putFree(free, 0, free.length).putHeld(held, 0, held.length).putBooked(booked, 0, booked.length);
        part(part.encodedLength());
    }

    private static byte[] bitmap(NaiveShow show, NaiveShow.SeatState wanted) {
        int words = (show.seats.size() + BITS - 1) / BITS;
        UnsafeBuffer bitmap = new UnsafeBuffer(new byte[words * Long.BYTES]);
        for (int seat = 0; seat < show.seats.size(); seat++) {
            if (show.seats.get(seat) == wanted) {
                int offset = seat / BITS * Long.BYTES;
                bitmap.putLong(offset, bitmap.getLong(offset, LITTLE_ENDIAN) | 1L << (seat % BITS), LITTLE_ENDIAN);
            }
        }
        return bitmap.byteArray();
    }

    private void writeHold(NaiveHold hold) {
        HoldSnapshotEncoder part = new HoldSnapshotEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .holdId(hold.id)
                .showId(hold.show.id)
                .expiresAtMs(hold.expiresAtMs)
                .bookingId(hold.bookingId)
                .total(hold.total())
                .state(hold.state)
                .late(hold.isLate ? Flag.YES : Flag.NO);
        HoldSnapshotEncoder.SeatsEncoder seats = part.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        byte[] customer = hold.customer.getBytes(StandardCharsets.ISO_8859_1);
        part.putCustomer(customer, 0, customer.length);
        part(part.encodedLength());
    }

    private void writeWaiter(NaiveWaiter waiter) {
        WaiterSnapshotEncoder part = new WaiterSnapshotEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .waiterId(waiter.id())
                .showId(waiter.show().id)
                .expiresAtMs(waiter.expiresAtMs())
                .quantity(waiter.quantity())
                .category((short) waiter.category());
        byte[] customer = waiter.customer().getBytes(StandardCharsets.ISO_8859_1);
        part.putCustomer(customer, 0, customer.length);
        part(part.encodedLength());
    }

    private void writeRequest(NaiveRequests.Id id, NaiveRequests.Remembered request) {
        RequestSnapshotEncoder part = new RequestSnapshotEncoder().wrapAndApplyHeader(buffer, 0, header);
        part.requestId().high(id.high()).low(id.low());
        part.fingerprint(request.fingerprint())
                .timestampMs(request.timestampMs())
                .putReply(request.reply(), 0, request.reply().length);
        part(part.encodedLength());
    }

    private void writeUnfinished(NaiveShow show) {
        UnfinishedSnapshotEncoder part = new UnfinishedSnapshotEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .showId(show.id);
        part(part.encodedLength());
    }
}
