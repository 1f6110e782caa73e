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
    private final long[] leavers = new long[BATCH];
    private final int[] leaversOnTape = new int[BATCH];
    private int nextOnTape;

    /** @param length parties in line, when it is as long as it should be */
    LongLine(int length) {
        this.length = length;
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

    /** A party joins at the tail. */
    void join() {
        player.play(joins, nextOnTape, show, player.sequence() + 1);
        line.add(player.sequence(), nextOnTape);
        nextOnTape = (nextOnTape + 1) & (TAPE - 1);
    }

    /** Draws the parties that {@link #leave} is about. */
    void drawLeavers() {
        for (int i = 0; i < BATCH; i++) {
            int place = line.draw(random);
            leavers[i] = line.id(place);
            leaversOnTape[i] = line.onTape(place);
            line.remove(place);
        }
    }

    /** A party that was drawn leaves the line. */
    void leave(int leaver) {
        player.play(leaves, leaversOnTape[leaver], leavers[leaver], leavers[leaver]);
    }

    /** The party that has held its seats longest releases them to the head of the line. */
    void offer() {
        int holder = holders.first();
        long hold = holders.id(holder);
        player.play(releases, holders.onTape(holder), hold, hold);
        holders.remove(holder);
        int head = line.first();
        // An offer is a hold with the waiter's id.
        holders.add(line.id(head), line.onTape(head));
        line.remove(head);
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
