package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Adjacency;
import java.util.SplittableRandom;

/**
 * An arena of 20,000 seats of which 95 % are booked, in which parties of 1, 2 and 4 ask for the best seats.
 *
 * <p>It was sold out to parties of 1, 2 and 4 neighbours, and then parties drawn at random gave back 1,000 seats: what is
 * free are gaps of their sizes. 64 parties take the best seats one after the other, which is what is timed, and then
 * release them all. Half of the parties want neighbouring seats or none, the others prefer them; of each half, one half
 * wants any category and the other half one of the four.
 */
final class FullArena {
    /** Parties who take seats before all of them release theirs. */
    static final int PARTIES = 64;

    /** Seats that are free when all parties have released theirs. */
    static final int SEATS_FREE = 1_000;

    private static final int[] PARTY_SIZES = {1, 2, 4};
    private static final int GROUPS = 1 << 8;
    private static final int LARGEST_PARTY = 10;
    private static final int HOLD_MS = 24 * 60 * 60 * 1000;
    private static final int COMMANDS_PER_MS = 4;
    private static final int ANY = -1;
    private static final long SEED = 7_473;

    private final Player player;
    private final long show;
    private final Tape requests;
    private final Tape releases;
    private final Tape tooLarge;
    private final long[] holds = new long[PARTIES];
    private int group;

    FullArena() {
        SplittableRandom random = new SplittableRandom(SEED);
        player = new Player(new Engine(EngineLimits.SERVER), COMMANDS_PER_MS);
        show = OpenHouse.open(player, Hall.ARENA, 1, HOLD_MS, 0, random.split());
        sell(random.split());
        requests = new Tape(GROUPS * PARTIES, random.split());
        releases = new Tape(GROUPS * PARTIES, random.split());
        SplittableRandom wishes = random.split();
        for (int i = 0; i < GROUPS * PARTIES; i++) {
            Adjacency adjacency = wishes.nextBoolean() ? Adjacency.REQUIRED : Adjacency.PREFERRED;
            int category = wishes.nextBoolean() ? ANY : wishes.nextInt(Hall.CATEGORIES);
            requests.holdBestAvailable(show, PARTY_SIZES[i % PARTY_SIZES.length], category, adjacency, i);
            releases.releaseHold(1, 1, i);
        }
        tooLarge = new Tape(1, random.split());
        tooLarge.holdBestAvailable(show, LARGEST_PARTY, ANY, Adjacency.REQUIRED, 0);
    }

    Player player() {
        return player;
    }

    /** A party of the present group takes its seats. */
    void hold(int party) {
        player.play(requests, group * PARTIES + party, show, player.sequence() + 1);
        holds[party] = player.sequence();
    }

    /** A party of the present group releases its seats. */
    void release(int party) {
        player.play(releases, group * PARTIES + party, holds[party], holds[party]);
    }

    /** The next parties come. */
    void nextGroup() {
        group = (group + 1) % GROUPS;
    }

    /** A party of ten, who want to sit side by side, is refused. */
    void refuse() {
        player.play(tooLarge, 0, show, player.sequence() + 1);
    }

    /** All seats are held by parties of neighbours; those who do not give theirs back book them. */
    private void sell(SplittableRandom random) {
        Tape sold = new Tape(Hall.ARENA.seatCount(), random.split());
        int[] sizes = new int[Hall.ARENA.seatCount()];
        for (int row = 0; row < Hall.ARENA.rowCount(); row++) {
            int seat = row * Hall.ARENA.rowLength();
            int end = seat + Hall.ARENA.rowLength();
            while (seat < end) {
                int size = Math.min(end - seat, PARTY_SIZES[random.nextInt(PARTY_SIZES.length)]);
                sizes[sold.count()] = size;
                sold.holdSeats(show, seat, size, sold.count());
                seat += size;
            }
        }
        int parties = sold.count();
        for (int i = 0; i < parties; i++) {
            player.play(sold, i);
            Replies.requireOk(player.outbox());
        }
        boolean[] givesBack = new boolean[parties];
        int missing = SEATS_FREE;
        while (missing > 0) {
            int party = random.nextInt(parties);
            if (!givesBack[party] && sizes[party] <= missing) {
                givesBack[party] = true;
                missing -= sizes[party];
            }
        }
        for (int i = 0; i < parties; i++) {
            Tape end = new Tape(1, random.split());
            if (givesBack[i]) {
                end.releaseHold(parties, parties, i);
            } else {
                end.confirmHold(parties, -1, i);
            }
            player.play(end, 0);
            Replies.requireOk(player.outbox());
        }
    }
}
