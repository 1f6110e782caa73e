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
    private int next;

    /** Opens the shows and makes the lasting bookings; {@link #play} goes round after that. */
    MixedWorkload(MixedShape shape, int maxPerCustomer) {
        this(shape, maxPerCustomer, new Player(new Engine(EngineLimits.SERVER), shape.commandsPerMs()));
    }

    /** The same with a player that has sent nothing yet. */
    MixedWorkload(MixedShape shape, int maxPerCustomer, Player player) {
        this.shape = shape;
        this.player = player;
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

    /** Sends the next command. */
    void play() {
        player.play(tape, advance());
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
        next = index + 1 == tape.count() ? 0 : index + 1;
        return index;
    }
}
