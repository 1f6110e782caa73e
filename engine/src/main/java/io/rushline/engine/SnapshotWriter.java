package io.rushline.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldSnapshotEncoder;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.PlanSnapshotEncoder;
import io.rushline.engine.protocol.RequestSnapshotEncoder;
import io.rushline.engine.protocol.ShowSnapshotEncoder;
import io.rushline.engine.protocol.SnapshotEndEncoder;
import io.rushline.engine.protocol.SnapshotStartEncoder;
import io.rushline.engine.protocol.UnfinishedSnapshotEncoder;
import io.rushline.engine.protocol.WaiterSnapshotEncoder;
import io.rushline.engine.request.RequestTable;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.ShowTerms;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.engine.snapshot.StateHash;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes a state part by part, in the order of docs/snapshot-format.md. */
final class SnapshotWriter {
    private static final int INITIAL_BYTES = 4 * 1024;

    private final EngineState state;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(INITIAL_BYTES);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShowSnapshotEncoder showSnapshot = new ShowSnapshotEncoder();
    private final HoldSnapshotEncoder holdSnapshot = new HoldSnapshotEncoder();
    private final WaiterSnapshotEncoder waiterSnapshot = new WaiterSnapshotEncoder();
    private final RequestSnapshotEncoder requestSnapshot = new RequestSnapshotEncoder();
    private final CustomerName name = new CustomerName();

    SnapshotWriter(EngineState state) {
        this.state = state;
    }

    /** Writes everything, with the state hash at the end. */
    void write(SnapshotSink sink) {
        StateHash hash = new StateHash();
        writeParts((part, offset, length) -> {
            hash.onPart(part, offset, length);
            sink.onPart(part, offset, length);
        });
        SnapshotEndEncoder end =
                new SnapshotEndEncoder().wrapAndApplyHeader(buffer, 0, header).stateHash(hash.value());
        send(sink, end.encodedLength());
    }

    /** Writes all parts but the last. */
    void writeParts(SnapshotSink sink) {
        writeStart(sink);
        for (SeatPlan plan : state.shows.plansById()) {
            PlanSnapshotEncoder part = new PlanSnapshotEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .planId(plan.id())
                    .putDefinition(plan.definition(), 0, plan.definition().capacity());
            send(sink, part.encodedLength());
        }
        Show[] shows = state.shows.showsById();
        for (Show show : shows) {
            writeShow(show, sink);
        }
        for (Show show : shows) {
            for (int hold = show.firstHold(); hold != Holds.NONE; hold = state.holds.next(hold)) {
                writeHold(hold, sink);
            }
        }
        for (int hold = state.holds.oldestEnded(); hold != Holds.NONE; hold = state.holds.next(hold)) {
            writeHold(hold, sink);
        }
        for (Show show : shows) {
            writeLine(show, sink);
        }
        long oldest = state.requests.oldest();
        for (long entry = oldest; entry < oldest + state.requests.count(); entry++) {
            writeRequest(entry, sink);
        }
        Show unfinished = state.shows.firstUnfinished();
        while (unfinished != null) {
            UnfinishedSnapshotEncoder part = new UnfinishedSnapshotEncoder()
                    .wrapAndApplyHeader(buffer, 0, header)
                    .showId(unfinished.id());
            send(sink, part.encodedLength());
            unfinished = state.shows.nextUnfinished(unfinished);
        }
    }

    private void writeStart(SnapshotSink sink) {
        EngineLimits limits = state.limits;
        SnapshotStartEncoder part = new SnapshotStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .lastSequence(state.lastSequence)
                .lastTimestampMs(state.lastTimestampMs)
                .lastEventId(state.lastEventId)
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
                .planCount(state.shows.planCount())
                .showCount(state.shows.count())
                .holdCount(state.holds.count())
                .endedHoldCount(state.holds.endedCount())
                .waiterCount(state.waiters.count())
                .requestCount(state.requests.count())
                .unfinishedCount(state.shows.unfinishedCount());
        send(sink, part.encodedLength());
    }

    private void writeShow(Show show, SnapshotSink sink) {
        ShowTerms terms = show.terms();
        showSnapshot
                .wrapAndApplyHeader(buffer, 0, header)
                .showId(show.id())
                .planId(show.plan().id())
                .movieId(terms.movieId())
                .startsAtMs(terms.startsAtMs())
                .endsAtMs(terms.endsAtMs())
                .onSaleAtMs(show.onSaleAtMs())
                .holdMs(terms.holdMs())
                .graceMs(terms.graceMs())
                .waitMs(terms.waitMs())
                .maxPerHold(terms.maxPerHold())
                .maxPerCustomer(terms.maxPerCustomer())
                .linePolicy(terms.isFirstFit() ? LinePolicy.FIRST_FIT : LinePolicy.STRICT_FIFO)
                .saleState(show.saleState());
        for (int i = 0; i < ShowSnapshotEncoder.currencyLength(); i++) {
            showSnapshot.currency(i, (byte) (terms.currency() >>> (i << 3)));
        }
        int categoryCount = show.plan().categoryCount();
        ShowSnapshotEncoder.PricesEncoder prices = showSnapshot.pricesCount(categoryCount);
        for (int category = 0; category < categoryCount; category++) {
            prices.next().amount(show.price(category));
        }
        int word = show.freeWord();
        for (int bitmap = 0; bitmap < 3; bitmap++) {
            showSnapshot.limit(putWords(show.words(), word, show.bitmapWords(), showSnapshot.limit()));
            word += show.bitmapWords();
        }
        send(sink, showSnapshot.encodedLength());
    }

    /** Writes a length in bytes and the words, and answers where they end. */
    private int putWords(long[] words, int from, int count, int at) {
        buffer.putInt(at, count * Long.BYTES, LITTLE_ENDIAN);
        int offset = at + Integer.BYTES;
        for (int i = 0; i < count; i++) {
            buffer.putLong(offset + i * Long.BYTES, words[from + i], LITTLE_ENDIAN);
        }
        return offset + count * Long.BYTES;
    }

    private void writeHold(int hold, SnapshotSink sink) {
        Holds holds = state.holds;
        holdSnapshot
                .wrapAndApplyHeader(buffer, 0, header)
                .holdId(holds.id(hold))
                .showId(holds.showId(hold))
                .expiresAtMs(holds.expiresAtMs(hold))
                .bookingId(holds.bookingId(hold))
                .total(holds.total(hold))
                .state(HoldState.get(holds.state(hold)))
                .late(holds.isLate(hold) ? Flag.YES : Flag.NO);
        HoldSnapshotEncoder.SeatsEncoder seats = holdSnapshot.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            seats.next().seat(holds.seat(hold, i));
        }
        if (Holds.isEnded(hold)) {
            holds.nameOfEnded(hold, name);
        } else {
            state.customers.readName(holds.customer(hold), name);
        }
        holdSnapshot.limit(putName(holdSnapshot.limit()));
        send(sink, holdSnapshot.encodedLength());
    }

    private int putName(int at) {
        buffer.putByte(at, (byte) name.length());
        int offset = at + HoldSnapshotEncoder.customerHeaderLength();
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            buffer.putLong(offset + i * Long.BYTES, name.word(i), LITTLE_ENDIAN);
        }
        return offset + name.length();
    }

    private void writeLine(Show show, SnapshotSink sink) {
        Line line = show.line();
        Waiters waiters = state.waiters;
        for (int waiter = line == null ? Waiters.NONE : line.head(); waiter != Waiters.NONE; ) {
            waiterSnapshot
                    .wrapAndApplyHeader(buffer, 0, header)
                    .waiterId(waiters.id(waiter))
                    .showId(show.id())
                    .expiresAtMs(waiters.expiresAtMs(waiter))
                    .quantity(waiters.quantity(waiter))
                    .category((short) waiters.category(waiter));
            state.customers.readName(waiters.customer(waiter), name);
            waiterSnapshot.limit(putName(waiterSnapshot.limit()));
            send(sink, waiterSnapshot.encodedLength());
            waiter = waiters.next(waiter);
        }
    }

    private void writeRequest(long entry, SnapshotSink sink) {
        RequestTable requests = state.requests;
        requestSnapshot
                .wrapAndApplyHeader(buffer, 0, header)
                .fingerprint(requests.fingerprint(entry))
                .timestampMs(requests.timestampMs(entry));
        requestSnapshot.requestId().high(requests.high(entry)).low(requests.low(entry));
        requestSnapshot.putReply(requests.replyBuffer(entry), requests.replyOffset(entry), requests.replyLength(entry));
        send(sink, requestSnapshot.encodedLength());
    }

    private void send(SnapshotSink sink, int bodyLength) {
        sink.onPart(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
