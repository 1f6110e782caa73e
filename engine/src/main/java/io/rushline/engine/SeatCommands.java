package io.rushline.engine;

import io.rushline.engine.protocol.BlockSeatsDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.protocol.UnblockSeatsDecoder;
import io.rushline.engine.seat.Bits;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** Decides BlockSeats and UnblockSeats: rules P10 to P12 of docs/rules.md. */
final class SeatCommands {
    static final int MAX_REASON_BYTES = 500;

    private static final int MAX_SEATS = 10_000;

    private final EngineState state;
    private final ShowWork work;
    private final ShowEvents events;
    private final Replies replies;
    private final BlockSeatsDecoder blockSeats = new BlockSeatsDecoder();
    private final UnblockSeatsDecoder unblockSeats = new UnblockSeatsDecoder();
    private final SeatSelection about = new SeatSelection();
    private int[] asked = new int[64];
    private int askedCount;
    private int count;
    private long[] seen = new long[0];

    SeatCommands(EngineState state, ShowWork work, ShowEvents events, Replies replies) {
        this.state = state;
        this.work = work;
        this.events = events;
        this.replies = replies;
    }

    void blockSeats(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        blockSeats.wrapAndApplyHeader(command, offset, header);
        Show show = state.findShow(blockSeats.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        BlockSeatsDecoder.SeatsDecoder seats = blockSeats.seats();
        begin(seats.count());
        while (seats.hasNext()) {
            take(seats.next().seat());
        }
        int reasonLength = blockSeats.reasonLength();
        if (isRefused(show, reasonLength, true)) {
            return;
        }
        // After this point the command must succeed.
        for (int i = 0; i < count; i++) {
            show.block(asked[i]);
        }
        int reasonOffset = blockSeats.limit() + BlockSeatsDecoder.reasonHeaderLength();
        events.seatsBlocked(show, asked, count, command, reasonOffset, reasonLength);
        work.follow(show, nowMs);
        replies.accept(show.id());
    }

    void unblockSeats(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        unblockSeats.wrapAndApplyHeader(command, offset, header);
        Show show = state.findShow(unblockSeats.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        UnblockSeatsDecoder.SeatsDecoder seats = unblockSeats.seats();
        begin(seats.count());
        while (seats.hasNext()) {
            take(seats.next().seat());
        }
        int reasonLength = unblockSeats.reasonLength();
        if (isRefused(show, reasonLength, false)) {
            return;
        }
        // After this point the command must succeed.
        for (int i = 0; i < count; i++) {
            show.unblock(asked[i]);
        }
        int reasonOffset = unblockSeats.limit() + UnblockSeatsDecoder.reasonHeaderLength();
        events.seatsUnblocked(show, asked, count, command, reasonOffset, reasonLength);
        work.follow(show, nowMs);
        replies.accept(show.id());
    }

    private void begin(int askedCount) {
        this.askedCount = askedCount;
        count = 0;
        if (askedCount > asked.length && askedCount <= MAX_SEATS) {
            asked = new int[MAX_SEATS];
        }
    }

    private void take(int seat) {
        if (askedCount <= MAX_SEATS) {
            asked[count++] = seat;
        }
    }

    private boolean isRefused(Show show, int reasonLength, boolean mustBeFree) {
        about.clear();
        if (askedCount < 1 || reasonLength > MAX_REASON_BYTES) {
            replies.refuse(Code.MALFORMED);
            return true;
        }
        if (askedCount > MAX_SEATS) {
            replies.refuse(Code.TOO_MANY_SEATS, MAX_SEATS);
            return true;
        }
        Code fault = faultOfSeats(show);
        if (fault != Code.OK) {
            replies.refuse(fault, 0, about);
            return true;
        }
        if (show.saleState() == SaleState.CANCELLED) {
            replies.refuse(Code.SHOW_CANCELLED);
            return true;
        }
        collectUnavailable(show, mustBeFree);
        if (about.count() > 0) {
            replies.refuse(Code.SEATS_UNAVAILABLE, 0, about);
            return true;
        }
        return false;
    }

    /** The first kind of fault in the list is the one that counts; notes the first ten seats that have it. */
    private Code faultOfSeats(Show show) {
        int seatCount = show.plan().seatCount();
        if (seen.length < Bits.wordCount(seatCount)) {
            seen = new long[Bits.wordCount(seatCount)];
        }
        Arrays.fill(seen, 0, Bits.wordCount(seatCount), 0);
        Code fault = Code.OK;
        for (int i = 0; i < count; i++) {
            int seat = asked[i];
            Code mine = Code.OK;
            if (seat < 0 || seat >= seatCount) {
                mine = Code.SEAT_NOT_FOUND;
            } else if (Bits.isSet(seen, 0, seat)) {
                mine = Code.DUPLICATE_SEAT;
            } else {
                Bits.set(seen, seat);
            }
            fault = fault == Code.OK ? mine : fault;
            boolean isNamed = about.count() == SeatSelection.MAX_SEATS || about.contains(seat);
            if (mine != Code.OK && mine == fault && !isNamed) {
                about.add(seat);
            }
        }
        return fault;
    }

    /** Notes the first ten seats, ascending, that are not free, or not blocked. */
    private void collectUnavailable(Show show, boolean mustBeFree) {
        for (int word = 0; word < Bits.wordCount(show.plan().seatCount()); word++) {
            long rest = seen[word];
            while (rest != 0 && about.count() < SeatSelection.MAX_SEATS) {
                int seat = (word << 6) + Long.numberOfTrailingZeros(rest);
                if (mustBeFree ? !show.isFree(seat) : !show.isBlocked(seat)) {
                    about.add(seat);
                }
                rest &= rest - 1;
            }
        }
    }
}
