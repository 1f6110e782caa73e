package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Holds of two seats each, 100,000 when it is measured, which all fall due within one second: 250 in each of 400 theatres
 * of 1,000 seats, whose other seats are free. They are made in 1,000 milliseconds, 100 in each, in shows drawn at random.
 *
 * <p>{@link #expireAll} then lets time pass to the end of that second and sends Ticks until nothing is due. It is for the
 * engine to decide how many holds one command expires.
 */
final class ExpiringHolds {
    static final int HOLDS = 100_000;

    private static final int HOLDS_OF_SHOW = 250;
    private static final int SEATS_OF_HOLD = 2;
    private static final int HOLDS_PER_MS = 100;
    private static final int HOLD_MS = 60_000;
    private static final long SEED = 7_472;

    private final Player player;
    private final Tape holds;
    private final Tape tick;

    /** As many holds as said: a multiple of 250, and as many shows as are needed for them. */
    ExpiringHolds(int count) {
        int shows = count / HOLDS_OF_SHOW;
        SplittableRandom random = new SplittableRandom(SEED);
        player = new Player(new Engine(EngineLimits.SERVER), HOLDS_PER_MS);
        long firstShow = OpenHouse.open(player, Hall.THEATRE, shows, HOLD_MS, 0, random.split());
        holds = new Tape(count, random.split());
        tick = new Tape(1, random.split());
        tick.tick();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int place = random.nextInt(i + 1);
            order[i] = order[place];
            order[place] = i;
        }
        for (int hold : order) {
            holds.holdSeats(firstShow + hold % shows, hold / shows * SEATS_OF_HOLD, SEATS_OF_HOLD, hold);
        }
    }

    Player player() {
        return player;
    }

    /** Makes all holds, and lets time pass until all of them are due. */
    void holdAll() {
        for (int i = 0; i < holds.count(); i++) {
            player.play(holds, i);
        }
        Replies.requireOk(player.outbox());
        // A new request finds room only when old ones may be forgotten, and a retention later they all may.
        player.skip(Math.max(HOLD_MS, EngineLimits.SERVER.requestRetentionMs()));
    }

    boolean isAnythingDue() {
        return player.engine().nextDeadlineMs() <= player.nowMs();
    }

    /** One Tick. */
    void tick() {
        player.send(tick.buffer(), tick.offset(0), tick.length(0));
    }

    /** Sends Ticks until nothing is due, and notes how long each of them takes, in nanoseconds. */
    long expireAll(Histogram tickNs) {
        while (isAnythingDue()) {
            long start = System.nanoTime();
            tick();
            tickNs.recordValue(System.nanoTime() - start);
        }
        return player.sequence();
    }
}
