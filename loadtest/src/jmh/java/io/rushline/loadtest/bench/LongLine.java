package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import java.util.SplittableRandom;

/**
 * A line of parties of two for a theatre of 1,000 seats, all of which are held, two by each hold, but for the accessible
 * places and those next to them, which are booked.
 *
 * <p>Three things happen, 64 times each, and between them the line is brought back to its length:
 *
 * <ul>
 *   <li>join: a party joins at the tail;
 *   <li>leave: a party, drawn at random from the whole line, leaves it;
 *   <li>offer: the party that has held its seats longest releases them, and they are offered to the head of the line.
 * </ul>
 *
 * <p>Before the first of each few commands the engine reads ahead for all of them, as it does in the pipeline. For that they are
 * filled in once more than is needed, as parties may share a place on a tape.
 */
final class LongLine {
    /** How often a thing is done before the line is brought back to its length. */
    static final int BATCH = 64;

    private static final int PARTY = 2;
    private static final int SEATS = Hall.THEATRE.seatCount();
    private static final int DAY_MS = 24 * 60 * 60 * 1000;
    private static final int COMMANDS_PER_MS = 4;
    private static final int ANY = -1;
    private static final int TAPE = 1 << 14;
    private static final long SEED = 7_474;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Player player;
    private final long show;
    private final Tape joins = new Tape(TAPE, random.split());
    private final Tape leaves = new Tape(TAPE, random.split());
    private final Tape releases = new Tape(TAPE, random.split());
    private final Parties line;
    private final Parties holders = new Parties(SEATS / PARTY + BATCH);
    private final int length;
    private final int readAhead;
    private final long[] drawn = new long[BATCH];
    private final int[] drawnOnTape = new int[BATCH];
    private int nextOnTape;

    /**
     * A line with everybody in it.
     *
     * @param length parties in line, when it is as long as it should be
     * @param readAhead for so many commands of a batch at a time the engine reads ahead; 0 for none
     */
    LongLine(int length, int readAhead) {
        this.length = length;
        this.readAhead = readAhead;
        player = new Player(new Engine(EngineLimits.SERVER), COMMANDS_PER_MS);
        show = OpenHouse.open(player, Hall.THEATRE, 1, DAY_MS, 0, random.split());
        for (int i = 0; i < TAPE; i++) {
            joins.joinLine(show, PARTY, ANY, i);
            leaves.leaveLine(1, i);
            releases.releaseHold(1, 1, i);
        }
        line = new Parties(length + BATCH);
        holdAllSeats();
        for (int i = 0; i < length; i++) {
            join();
            Replies.requireOk(player.outbox());
        }
    }

    Player player() {
        return player;
    }

    int length() {
        return line.count();
    }

    /** Seats that nobody in line would be offered are booked instead. */
    private void holdAllSeats() {
        Tape holds = new Tape(2 * SEATS / PARTY, random.split());
        for (int seat = 0; seat < SEATS; seat += PARTY) {
            holds.holdSeats(show, seat, PARTY, seat / PARTY);
            player.play(holds, holds.count() - 1);
            Replies.requireOk(player.outbox());
            if (Hall.THEATRE.isOrdinary(seat) && Hall.THEATRE.isOrdinary(seat + 1)) {
                holders.add(player.sequence(), seat / PARTY);
            } else {
                holds.confirmHold(1, -1, seat / PARTY);
                player.play(holds, holds.count() - 1);
                Replies.requireOk(player.outbox());
            }
        }
    }

    private void join() {
        player.play(joins, nextOnTape, show, player.sequence() + 1);
        line.add(player.sequence(), nextOnTape);
        nextOnTape = (nextOnTape + 1) & (TAPE - 1);
    }

    /** Parties join at the tail. */
    void joinBatch() {
        for (int i = 0; i < BATCH; i++) {
            for (int ahead = 1; ahead <= countAhead(i); ahead++) {
                int onTape = (nextOnTape + ahead - 1) & (TAPE - 1);
                player.readAhead(joins, onTape, ahead, show, player.sequence() + ahead);
            }
            join();
        }
    }

    /** Draws the parties that {@link #leaveBatch} is about. */
    void drawLeavers() {
        for (int i = 0; i < BATCH; i++) {
            draw(line, line.draw(random), i);
        }
    }

    /** The parties that were drawn leave the line. */
    void leaveBatch() {
        for (int i = 0; i < BATCH; i++) {
            playDrawn(leaves, i);
        }
    }

    /** Takes the parties that have held their seats longest, for {@link #offerBatch}. */
    void drawHolders() {
        for (int i = 0; i < BATCH; i++) {
            draw(holders, holders.first(), i);
        }
    }

    /** The parties that were taken release their seats, each to the head of the line. */
    void offerBatch() {
        for (int i = 0; i < BATCH; i++) {
            playDrawn(releases, i);
            int head = line.first();
            // An offer is a hold with the waiter's id.
            holders.add(line.id(head), line.onTape(head));
            line.remove(head);
        }
    }

    private void draw(Parties from, int place, int to) {
        drawn[to] = from.id(place);
        drawnOnTape[to] = from.onTape(place);
        from.remove(place);
    }

    private void playDrawn(Tape tape, int i) {
        for (int ahead = 1; ahead <= countAhead(i); ahead++) {
            long id = drawn[i + ahead - 1];
            player.readAhead(tape, drawnOnTape[i + ahead - 1], ahead, id, id);
        }
        player.play(tape, drawnOnTape[i], drawn[i], drawn[i]);
    }

    /** For how many commands the engine reads ahead before one of a batch. */
    private int countAhead(int i) {
        return readAhead == 0 || i % readAhead != 0 ? 0 : Math.min(readAhead, BATCH - i);
    }

    /** As many parties join as the line has lost, or leave it from its tail. */
    void restore() {
        while (line.count() < length) {
            join();
        }
        while (line.count() > length) {
            int last = line.last();
            player.play(leaves, line.onTape(last), line.id(last), line.id(last));
            line.remove(last);
        }
        line.tidy(BATCH);
        holders.tidy(BATCH);
    }
}
