package io.rushline.engine;

import io.rushline.engine.protocol.ArchiveShowDecoder;
import io.rushline.engine.protocol.BlockSeatsDecoder;
import io.rushline.engine.protocol.CancelBookingDecoder;
import io.rushline.engine.protocol.CancelShowDecoder;
import io.rushline.engine.protocol.ChangeShowDecoder;
import io.rushline.engine.protocol.CloseSaleDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.ConfirmHoldDecoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.ExchangeSeatsDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.JoinLineDecoder;
import io.rushline.engine.protocol.LeaveLineDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.OpenSaleDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.protocol.RenameSeatPlanDecoder;
import io.rushline.engine.protocol.StartEpochDecoder;
import io.rushline.engine.protocol.TickDecoder;
import io.rushline.engine.protocol.UnblockSeatsDecoder;
import io.rushline.engine.request.RequestTable;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.engine.snapshot.StateHash;
import io.rushline.engine.timer.TimerWheel;
import org.agrona.DirectBuffer;

/**
 * Decides every command, in sequence order: a function of (state, sequence, timestamp, command).
 *
 * <pre>
 *   command --&gt; expire what is due --&gt; seen this request id? --yes--&gt; the same reply again
 *                                            | no
 *                                            +--&gt; ladder of refusals --&gt; change --&gt; serve the line --&gt; reply
 * </pre>
 *
 * <p>Threading: one thread at a time. Allocation: none per command once tables have grown to their size.
 *
 * <p>Caveat: commands must be well-formed SBE messages of this schema; whoever takes them from outside sees to that.
 */
public final class Engine {
    /** What {@link #nextDeadlineMs()} answers when nothing is due, ever. */
    public static final long NO_DEADLINE = TimerWheel.NO_DEADLINE;

    private final EngineState state;
    private final Events events;
    private final Replies replies = new Replies();
    private final ShowWork work;
    private final HoldCommands holdCommands;
    private final BookingCommands bookingCommands;
    private final LineCommands lineCommands;
    private final ShowCommands showCommands;
    private final ChangeCommands changeCommands;
    private final SeatCommands seatCommands;
    private final ReadAhead ahead;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Command inHand = new Command();
    private final StartEpochDecoder startEpoch = new StartEpochDecoder();

    /** Makes an engine for tests and tools, where nobody chooses keys that collide. */
    public Engine(EngineLimits limits) {
        this(limits, 0);
    }

    /**
     * Makes an empty engine.
     *
     * @param limits hold until a {@code StartEpoch} sets others
     * @param hashSeed what nobody outside knows, so that nobody can choose request ids and names that collide in its tables;
     *     it changes no reply, no event and no hash
     */
    public Engine(EngineLimits limits, long hashSeed) {
        state = new EngineState(limits, hashSeed);
        events = new Events(state);
        ahead = new ReadAhead(state);
        BestAvailable bestAvailable = new BestAvailable();
        Allocations allocations = new Allocations(state, events);
        work = new ShowWork(state, allocations, events, bestAvailable);
        holdCommands = new HoldCommands(state, allocations, work, bestAvailable, events, replies);
        bookingCommands = new BookingCommands(state, allocations, work, events, replies);
        lineCommands = new LineCommands(state, allocations, work, events, replies);
        ShowEvents showEvents = new ShowEvents(events);
        showCommands = new ShowCommands(state, work, showEvents, replies);
        changeCommands = new ChangeCommands(state, showEvents, replies);
        seatCommands = new SeatCommands(state, work, showEvents, replies);
    }

    /**
     * Applies one command: first everything that is due at or before its timestamp, then the command itself.
     *
     * @param sequence the command's place in the journal, one more than the one before
     * @param timestampMs never less than the one before
     * @param command a whole SBE message with its header, in an array of bytes, only lent
     * @param outbox takes the events, then the reply if the command has one
     * @throws IllegalArgumentException when the sequence, the timestamp, the template or the buffer is not what it must be;
     *     the state is as before
     */
    public void apply(long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox) {
        if (sequence != state.lastSequence + 1 || timestampMs < state.lastTimestampMs) {
            throw new IllegalArgumentException("sequence " + sequence + " at " + timestampMs + " ms after "
                    + state.lastSequence + " at " + state.lastTimestampMs + " ms");
        }
        inHand.wrap(command, offset, length);
        int templateId = inHand.templateId();
        if (!isCommand(templateId)) {
            throw new IllegalArgumentException("sequence " + sequence + ": template " + templateId + " is no command");
        }
        if (templateId == StartEpochDecoder.TEMPLATE_ID) {
            startEpoch(command, offset);
        }
        state.lastSequence = sequence;
        state.lastTimestampMs = timestampMs;
        state.holds.advance();
        ahead.readNoted();
        outbox.clear();
        events.begin(outbox, sequence, timestampMs);
        work.begin(timestampMs);
        if (templateId != TickDecoder.TEMPLATE_ID && templateId != StartEpochDecoder.TEMPLATE_ID) {
            answer(templateId, sequence, timestampMs, command, offset, length, outbox);
        }
    }

    /**
     * Reads what a command that is to be applied soon will need, and changes nothing.
     *
     * <p>A request id is random, and so is the memory that says whether it is known: a command on its own waits for that.
     * Reads for several commands, one after another, are under way at the same time.
     *
     * @param command as for {@link #apply}
     */
    public void readAhead(DirectBuffer command, int offset) {
        ahead.note(command, offset);
    }

    /** When something is to be done next, or {@link #NO_DEADLINE}: an expiry, or what the last command left to do. */
    public long nextDeadlineMs() {
        return state.shows.firstUnfinished() == null ? state.timers.nextDeadlineMs() : state.lastTimestampMs;
    }

    /** A hash of the whole state, by docs/snapshot-format.md; equal states have equal ones, however they were reached. */
    public long stateHash() {
        StateHash hash = new StateHash();
        new SnapshotWriter(state).writeParts(hash);
        return hash.value();
    }

    /** Writes the whole state, part by part. Allocates. */
    public void writeSnapshot(SnapshotSink sink) {
        new SnapshotWriter(state).write(sink);
    }

    /** The sequence of the last command; 0 before the first. */
    public long lastSequence() {
        return state.lastSequence;
    }

    /** The id of the last event; 0 before the first. */
    public long lastEventId() {
        return state.lastEventId;
    }

    /** The timestamp of the last command; 0 before the first. */
    public long lastTimestampMs() {
        return state.lastTimestampMs;
    }

    /** The epoch of the primary that wrote last; 0 before the first. */
    public long epoch() {
        return state.epoch;
    }

    /** All that the engine remembers; whoever looks at it changes nothing. */
    EngineState state() {
        return state;
    }

    /** Takes over the epoch and its limits; those of a journal that does not carry them yet stay as they are. */
    private void startEpoch(DirectBuffer command, int offset) {
        startEpoch.wrapAndApplyHeader(command, offset, header);
        if (startEpoch.maxPlans() != StartEpochDecoder.maxPlansNullValue()) {
            state.limits(new EngineLimits(
                    startEpoch.maxPlans(),
                    startEpoch.maxShows(),
                    startEpoch.maxHolds(),
                    startEpoch.maxEndedHolds(),
                    startEpoch.maxWaiters(),
                    startEpoch.keptRequests(),
                    startEpoch.maxRequests(),
                    startEpoch.maxStepsPerCommand(),
                    startEpoch.requestRetentionMs(),
                    state.limits.timerWheelMs()));
        }
        state.epoch = startEpoch.epoch();
    }

    private void answer(
            int templateId,
            long sequence,
            long timestampMs,
            DirectBuffer command,
            int offset,
            int length,
            Outbox outbox) {
        long high = inHand.requestHigh();
        long low = inHand.requestLow();
        replies.begin(outbox, high, low, sequence, timestampMs);
        boolean isNamed = (high | low) != 0;
        if (!isNamed) {
            decide(templateId, sequence, timestampMs, command, offset, length);
            return;
        }
        RequestTable requests = state.requests;
        requests.forgetOld(timestampMs);
        long fingerprint = templateId ^ inHand.contentFingerprint();
        long hash = requests.hash(high, low);
        long known = requests.find(hash, high, low);
        if (known != RequestTable.NONE) {
            if (requests.fingerprint(known) == fingerprint) {
                replies.repeat(requests.replyBuffer(known), requests.replyOffset(known), requests.replyLength(known));
            } else {
                replies.refuse(Code.IDEMPOTENCY_KEY_REUSED);
            }
            return;
        }
        if (requests.isFull()) {
            replies.refuse(Code.CAPACITY);
            return;
        }
        decide(templateId, sequence, timestampMs, command, offset, length);
        if (replies.isLasting()) {
            requests.add(
                    hash,
                    high,
                    low,
                    fingerprint,
                    timestampMs,
                    outbox.memory(),
                    replies.replyOffset(),
                    replies.replyLength());
        }
    }

    private void decide(int templateId, long sequence, long nowMs, DirectBuffer command, int offset, int length) {
        switch (templateId) {
            case HoldSeatsDecoder.TEMPLATE_ID -> holdCommands.holdSeats(sequence, nowMs, inHand);
            case HoldBestAvailableDecoder.TEMPLATE_ID -> holdCommands.holdBestAvailable(sequence, nowMs, inHand);
            case ReleaseHoldDecoder.TEMPLATE_ID -> holdCommands.releaseHold(nowMs, inHand);
            case ExchangeSeatsDecoder.TEMPLATE_ID -> holdCommands.exchangeSeats(nowMs, inHand);
            case ConfirmHoldDecoder.TEMPLATE_ID -> bookingCommands.confirmHold(sequence, nowMs, inHand);
            case CancelBookingDecoder.TEMPLATE_ID -> bookingCommands.cancelBooking(nowMs, inHand);
            case JoinLineDecoder.TEMPLATE_ID -> lineCommands.joinLine(sequence, nowMs, inHand);
            case LeaveLineDecoder.TEMPLATE_ID -> lineCommands.leaveLine(nowMs, inHand);
            case DefineSeatPlanDecoder.TEMPLATE_ID ->
                showCommands.defineSeatPlan(sequence, command, offset, length, header);
            case CreateShowDecoder.TEMPLATE_ID -> showCommands.createShow(sequence, command, offset, length, header);
            case OpenSaleDecoder.TEMPLATE_ID -> showCommands.openSale(nowMs, command, offset, header);
            case CloseSaleDecoder.TEMPLATE_ID -> showCommands.closeSale(command, offset, header);
            case CancelShowDecoder.TEMPLATE_ID -> showCommands.cancelShow(nowMs, command, offset, header);
            case ArchiveShowDecoder.TEMPLATE_ID -> showCommands.archiveShow(nowMs, command, offset, header);
            case ChangeShowDecoder.TEMPLATE_ID -> changeCommands.changeShow(nowMs, command, offset, header);
            case RenameSeatPlanDecoder.TEMPLATE_ID -> changeCommands.renameSeatPlan(command, offset, header);
            case BlockSeatsDecoder.TEMPLATE_ID -> seatCommands.blockSeats(nowMs, command, offset, header);
            case UnblockSeatsDecoder.TEMPLATE_ID -> seatCommands.unblockSeats(nowMs, command, offset, header);
            default -> throw new IllegalStateException("template " + templateId);
        }
    }

    private static boolean isCommand(int templateId) {
        return switch (templateId) {
            case DefineSeatPlanDecoder.TEMPLATE_ID,
                    CreateShowDecoder.TEMPLATE_ID,
                    OpenSaleDecoder.TEMPLATE_ID,
                    CloseSaleDecoder.TEMPLATE_ID,
                    CancelShowDecoder.TEMPLATE_ID,
                    ArchiveShowDecoder.TEMPLATE_ID,
                    ChangeShowDecoder.TEMPLATE_ID,
                    RenameSeatPlanDecoder.TEMPLATE_ID,
                    BlockSeatsDecoder.TEMPLATE_ID,
                    UnblockSeatsDecoder.TEMPLATE_ID,
                    HoldSeatsDecoder.TEMPLATE_ID,
                    HoldBestAvailableDecoder.TEMPLATE_ID,
                    ReleaseHoldDecoder.TEMPLATE_ID,
                    ExchangeSeatsDecoder.TEMPLATE_ID,
                    ConfirmHoldDecoder.TEMPLATE_ID,
                    CancelBookingDecoder.TEMPLATE_ID,
                    JoinLineDecoder.TEMPLATE_ID,
                    LeaveLineDecoder.TEMPLATE_ID,
                    TickDecoder.TEMPLATE_ID,
                    StartEpochDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }
}
