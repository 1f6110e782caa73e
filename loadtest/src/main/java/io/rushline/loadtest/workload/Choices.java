package io.rushline.loadtest.workload;

import java.util.SplittableRandom;

/**
 * All that one customer decides, settled beforehand.
 *
 * <p>Who stood in the line is keener to pay than who got seats at once, so that the last seats do not go round for ever.
 *
 * @param show index of the show wanted
 * @param party seats wanted, 1 to 4
 * @param looks whether the seat map is read first
 * @param chooses whether seats are chosen from it
 * @param taste where in it
 * @param hesitateMs between two steps
 * @param patienceMs after which the line is left, or {@link #ENDLESS}
 * @param clicksTwice whether commands are sent twice at once
 * @param isHasty whether there is a repeat after a short time without an answer
 * @param cancels whether a booking is cancelled afterwards
 */
record Choices(
        int show,
        int party,
        boolean isBot,
        boolean looks,
        boolean chooses,
        long taste,
        Ending afterHold,
        Ending afterOffer,
        int hesitateMs,
        boolean waits,
        int patienceMs,
        boolean clicksTwice,
        boolean isHasty,
        boolean cancels) {
    static final int PARTY_MAX = 4;
    static final int ENDLESS = -1;

    /** The same arguments give the same choices. */
    static Choices of(Behaviour behaviour, long seed, int customer, int showCount) {
        SplittableRandom random = new SplittableRandom(mixed(seed, customer));
        // Each draw is made whatever the ones before gave: another share for one trait leaves the others as they were.
        return new Choices(
                random.nextInt(showCount),
                party(behaviour, random.nextInt(100)),
                random.nextInt(100) < behaviour.of(Trait.BOTS),
                random.nextInt(100) < behaviour.of(Trait.LOOK),
                random.nextInt(100) < behaviour.of(Trait.CHOOSE),
                random.nextLong(),
                ending(random.nextInt(100), behaviour.of(Trait.PAY), behaviour.of(Trait.RELEASE)),
                ending(random.nextInt(100), behaviour.of(Trait.PAY_OFFER), behaviour.of(Trait.RELEASE_OFFER)),
                between(random.nextDouble(), behaviour.of(Trait.HESITATE_MIN_MS), behaviour.of(Trait.HESITATE_MAX_MS)),
                random.nextInt(100) < behaviour.of(Trait.WAIT),
                patience(behaviour, random.nextInt(100), random.nextDouble()),
                random.nextInt(100) < behaviour.of(Trait.DOUBLE_CLICK),
                random.nextInt(100) < behaviour.of(Trait.HASTY),
                random.nextInt(100) < behaviour.of(Trait.CANCEL));
    }

    private static int party(Behaviour behaviour, int percent) {
        int one = behaviour.of(Trait.PARTY_OF_1);
        int two = one + behaviour.of(Trait.PARTY_OF_2);
        int three = two + behaviour.of(Trait.PARTY_OF_3);
        if (percent < one) {
            return 1;
        } else if (percent < two) {
            return 2;
        }
        return percent < three ? 3 : PARTY_MAX;
    }

    private static Ending ending(int percent, int payPercent, int releasePercent) {
        if (percent < payPercent) {
            return Ending.PAY;
        }
        return percent < payPercent + releasePercent ? Ending.RELEASE : Ending.ABANDON;
    }

    private static int patience(Behaviour behaviour, int percent, double share) {
        int patienceMs = between(share, behaviour.of(Trait.PATIENCE_MIN_MS), behaviour.of(Trait.PATIENCE_MAX_MS));
        return percent < behaviour.of(Trait.LOSE_PATIENCE) ? patienceMs : ENDLESS;
    }

    private static int between(double share, int min, int max) {
        return min + (int) (share * (max - min + 1));
    }

    /** Spreads neighbouring customers: SplittableRandom itself adds a constant per draw, so plain sums would overlap. */
    private static long mixed(long seed, int customer) {
        long z = seed ^ (customer + 1L) * 0x94D0_49BB_1331_11EBL;
        z = (z ^ (z >>> 31)) * 0xBF58_476D_1CE4_E5B9L;
        return z ^ (z >>> 29);
    }
}
