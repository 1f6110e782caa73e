package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import java.util.SplittableRandom;

/**
 * The mixed workload on an engine of its own, with everything that it needs in place.
 *
 * <p>Threading: one thread. Allocation: none after construction.
 */
final class MixedWorkload {
    private static final long SEED = 7_471;

    private final MixedShape shape;
    private final Player player;
    private final Tape tape;
    private final int readAhead;
    private int next;
    private int filledInTo;

    /** Opens the shows and makes the lasting bookings; {@link #play} goes round after that. */
    MixedWorkload(MixedShape shape, int maxPerCustomer, int readAhead) {
        this(shape, maxPerCustomer, readAhead, new Player(new Engine(EngineLimits.SERVER), shape.commandsPerMs()));
    }

    /** The same with a player that has sent nothing yet. */
    MixedWorkload(MixedShape shape, int maxPerCustomer, int readAhead, Player player) {
        this.shape = shape;
        this.player = player;
        this.readAhead = readAhead;
        SplittableRandom random = new SplittableRandom(SEED);
        long firstShow =
                OpenHouse.open(player, shape.hall(), shape.shows(), shape.holdMs(), maxPerCustomer, random.split());
        LastingBookings.make(player, shape.lastingBookings(), firstShow, shape.shows(), random.split());
        tape = MixedTape.make(shape, firstShow, random.split());
    }

    MixedShape shape() {
        return shape;
    }

    Player player() {
        return player;
    }

    /** Sends the next command; before the first of each few, the engine reads ahead for all of them. */
    void play() {
        if (next == filledInTo) {
            fillIn();
        }
        player.send(tape, advance());
    }

    private void fillIn() {
        int count = Math.min(Math.max(1, readAhead), tape.count() - next);
        for (int i = 0; i < count; i++) {
            player.patch(tape, next + i, i + 1);
        }
        for (int i = 0; i < count && readAhead > 0; i++) {
            player.readAhead(tape, next + i);
        }
        filledInTo = next + count;
    }

    /**
     * Plays until what the engine remembers no longer grows: rounds, requests and ended holds. The first round ends holds
     * and bookings that never began, which the engine refuses.
     */
    void settle() {
        long enough = 2L * EngineLimits.SERVER.maxEndedHolds() / MixedShape.HOLDS * shape.commandsPerBlock();
        long commands = Math.max(2L * shape.commands(), Math.max(enough, 2L * remembered()));
        for (long i = 0; i < commands || next != 0; i++) {
            play();
        }
    }

    /** Requests that the engine remembers when this workload has been played for long. */
    int remembered() {
        long young = EngineLimits.SERVER.requestRetentionMs() * shape.commandsPerMs();
        return (int) Math.max(EngineLimits.SERVER.keptRequests(), young);
    }

    private int advance() {
        int index = next;
        next = index + 1;
        if (next == tape.count()) {
            next = 0;
            filledInTo = 0;
        }
        return index;
    }
}
