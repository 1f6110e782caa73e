package io.rushline.engine;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.CancelBookingDecoder;
import io.rushline.engine.protocol.ConfirmHoldDecoder;
import io.rushline.engine.protocol.ExchangeSeatsDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.JoinLineDecoder;
import io.rushline.engine.protocol.LeaveLineDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.protocol.RequestIdDecoder;
import io.rushline.engine.show.Show;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the memory that the next commands will need, for all of them at once.
 *
 * <pre>
 *   noted:   request id     new hold, joining: show, customer    hold or booking                          leaving: waiter
 *   1st loop line of index  bucket of each                       its cell                                 its bucket
 *   2nd                     show, customer                       its record                               its record
 *   3rd                     seats, the show's last hold          its show, customer, timer, neighbours    the same but the show
 *   4th                                                          seats, bucket of the customer, timer's neighbours
 *                                                                whoever is offered what is given back
 * </pre>
 *
 * <p>What a command needs is noted first, and only then read, for all commands in short loops: a processor waits for as many
 * reads at a time as it can see ahead, and it sees only some hundred instructions. All but the request index are only read
 * where there is so much of them that no cache holds it.
 *
 * <p>Nothing is promised and nothing is changed: a command is decided the same whether it was noted or not, and what is read is
 * out of date when a command before it changes it.
 */
final class ReadAhead {
    /** Where commands that are read ahead for have their show, hold, booking or waiter, in the body. */
    private static final int SUBJECT = RequestIdDecoder.ENCODED_LENGTH;

    private static final int SHORTEST = MessageHeaderDecoder.ENCODED_LENGTH + SUBJECT + Long.BYTES;
    private static final int MAX_COMMANDS = 32;

    /** Holds, bookings and waiters, above which their records and what belongs to them are in no cache. */
    private static final int MANY = 10_000;

    private final EngineState state;
    private final Command command = new Command();
    private final CustomerName customer = new CustomerName();
    private final long[] requestHashes = new long[MAX_COMMANDS];

    // Of new holds, and of parties that join a line.
    private final long[] showIds = new long[MAX_COMMANDS];
    private final long[] customerHashes = new long[MAX_COMMANDS];
    private final @Nullable Show[] shows = new Show[MAX_COMMANDS];
    private int newCount;

    // Of commands about a hold or booking, first all, then those that are found and have not ended.
    private final long[] ids = new long[MAX_COMMANDS];
    private final boolean[] isBooking = new boolean[MAX_COMMANDS];
    private final boolean[] givesBack = new boolean[MAX_COMMANDS];
    private final int[] holds = new int[MAX_COMMANDS];
    private final @Nullable Show[] showsOfHolds = new Show[MAX_COMMANDS];
    private int knownCount;

    // Of parties that leave a line.
    private final long[] waiterIds = new long[MAX_COMMANDS];
    private final int[] waiters = new int[MAX_COMMANDS];
    private int leavingCount;

    private int count;

    /** Depends on all that was read, so that the compiler must read it. */
    @SuppressWarnings("UnusedVariable")
    private long read;

    ReadAhead(EngineState state) {
        this.state = state;
    }

    /** Notes a command; one too many, or one that is too short to ask for anything, is left out. */
    void note(DirectBuffer buffer, int offset) {
        int left = buffer.capacity() - offset;
        if (left < SHORTEST || count == MAX_COMMANDS) {
            return;
        }
        // Nobody asks where it ends.
        command.wrap(buffer, offset, left);
        requestHashes[count] = state.requests.hash(command.requestHigh(), command.requestLow());
        if (areMany()) {
            noteSubject();
        }
        count++;
    }

    /** Reads for the commands that were noted, and forgets them. */
    void readNoted() {
        if (count == 0) {
            return;
        }
        read += state.requests.readAhead(requestHashes, count);
        if (areMany()) {
            read += readIndexes();
            read += readSubjects();
            read += readWhatBelongs();
            read += readSeats();
        }
        count = 0;
        newCount = 0;
        knownCount = 0;
        leavingCount = 0;
    }

    private boolean areMany() {
        return state.holds.count() + state.waiters.count() > MANY;
    }

    private void noteSubject() {
        // Each of these has its show, hold, booking or waiter behind the request id.
        long subject = command.int64(command.body() + SUBJECT);
        switch (command.templateId()) {
            case HoldSeatsDecoder.TEMPLATE_ID -> {
                int seatsAt = command.behindBlock();
                noteNew(subject, command.member(seatsAt, command.groupCount(seatsAt)));
            }
            case HoldBestAvailableDecoder.TEMPLATE_ID, JoinLineDecoder.TEMPLATE_ID ->
                noteNew(subject, command.behindBlock());
            case ConfirmHoldDecoder.TEMPLATE_ID -> noteKnown(subject, false, false);
            case ReleaseHoldDecoder.TEMPLATE_ID, ExchangeSeatsDecoder.TEMPLATE_ID -> noteKnown(subject, false, true);
            case CancelBookingDecoder.TEMPLATE_ID -> noteKnown(subject, true, true);
            case LeaveLineDecoder.TEMPLATE_ID -> waiterIds[leavingCount++] = subject;
            default -> {}
        }
    }

    private void noteNew(long showId, int nameAt) {
        command.name(nameAt, customer);
        showIds[newCount] = showId;
        customerHashes[newCount++] = state.customers.hash(customer);
    }

    private void noteKnown(long id, boolean isIdOfBooking, boolean givesSeatsBack) {
        ids[knownCount] = id;
        isBooking[knownCount] = isIdOfBooking;
        givesBack[knownCount++] = givesSeatsBack;
    }

    private long readIndexes() {
        long all = 0;
        for (int i = 0; i < newCount; i++) {
            all += state.shows.readAhead(showIds[i]) + state.customers.readAhead(customerHashes[i]);
        }
        for (int i = 0; i < knownCount; i++) {
            all += state.holds.readAhead(ids[i]);
        }
        for (int i = 0; i < leavingCount; i++) {
            all += state.waiters.readAhead(waiterIds[i]);
        }
        return all;
    }

    private long readSubjects() {
        long all = 0;
        for (int i = 0; i < newCount; i++) {
            shows[i] = state.shows.find(showIds[i]);
            all += state.customers.find(customerHashes[i]);
        }
        int found = 0;
        for (int i = 0; i < knownCount; i++) {
            int hold = isBooking[i] ? state.holds.findBooking(ids[i]) : state.holds.find(ids[i]);
            if (hold != Holds.NONE && !Holds.isEnded(hold)) {
                givesBack[found] = givesBack[i];
                holds[found++] = hold;
            }
        }
        knownCount = found;
        int waiting = 0;
        for (int i = 0; i < leavingCount; i++) {
            int waiter = state.waiters.find(waiterIds[i]);
            if (waiter != Waiters.NONE) {
                waiters[waiting++] = waiter;
            }
        }
        leavingCount = waiting;
        return all;
    }

    private long readWhatBelongs() {
        long all = 0;
        for (int i = 0; i < knownCount; i++) {
            int hold = holds[i];
            showsOfHolds[i] = state.shows.at(state.holds.show(hold));
            all += state.customers.readAheadOf(state.holds.customer(hold)) + state.holds.readAheadOfNeighbours(hold);
            if (state.holds.state(hold) == Holds.HELD) {
                all += state.timers.subject(state.holds.timer(hold));
            }
        }
        for (int i = 0; i < leavingCount; i++) {
            all += state.waiters.readAheadOfNeighbours(waiters[i]) + readWhatBelongsToWaiter(waiters[i]);
        }
        return all;
    }

    private long readSeats() {
        long all = 0;
        for (int i = 0; i < newCount; i++) {
            Show show = shows[i];
            if (show != null) {
                all += show.readAhead(0) + state.holds.readAheadOfLast(show);
            }
        }
        for (int i = 0; i < knownCount; i++) {
            int hold = holds[i];
            Show show = showsOfHolds[i];
            all += show == null ? 0 : show.readAhead(state.holds.seat(hold, 0));
            all += state.customers.readAheadOfRelease(state.holds.customer(hold));
            if (state.holds.state(hold) == Holds.HELD) {
                all += state.timers.readAheadOfNeighbours(state.holds.timer(hold));
            }
        }
        for (int i = 0; i < leavingCount; i++) {
            all += state.customers.readAheadOfRelease(state.waiters.customer(waiters[i]));
            all += state.timers.readAheadOfNeighbours(state.waiters.timer(waiters[i]));
        }
        return all + readHeads();
    }

    /** Reads the parties who are offered what holds and bookings give back: one of the line for each, from its head on. */
    private long readHeads() {
        int heads = 0;
        Line line = null;
        int waiter = Waiters.NONE;
        for (int i = 0; i < knownCount; i++) {
            Show show = showsOfHolds[i];
            Line itsLine = show == null || !givesBack[i] ? null : show.line();
            if (itsLine != null) {
                waiter = itsLine == line ? waiter : itsLine.head();
                line = itsLine;
                if (waiter != Waiters.NONE) {
                    waiters[heads++] = waiter;
                    waiter = state.waiters.next(waiter);
                }
            }
        }
        long all = 0;
        for (int i = 0; i < heads; i++) {
            all += readWhatBelongsToWaiter(waiters[i]) + state.waiters.readAhead(state.waiters.id(waiters[i]));
        }
        return all;
    }

    private long readWhatBelongsToWaiter(int waiter) {
        return state.customers.readAheadOf(state.waiters.customer(waiter))
                + state.timers.subject(state.waiters.timer(waiter));
    }
}
