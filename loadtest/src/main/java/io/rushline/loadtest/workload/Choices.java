package io.rushline.loadtest.workload;

import java.util.SplittableRandom;

/**
 * All that one customer decides, settled beforehand.
 *
 * <p>Who got seats at once books in 60 of 100 cases, releases them in 15 and lets them expire in 25: enough comes back
 * to feed the line. Who stood in the line is keener: 85, 11 and 4, so that the last seats do not go round for ever.
 *
 * @param show index of the show wanted
 * @param party seats wanted, 1 to 4
 * @param thinkMs between a hold and the next step
 */
record Choices(int show, int party, Ending afterHold, Ending afterOffer, int thinkMs) {
    static final int PARTY_MAX = 4;

    private static final int[] PARTY_PERCENT = {25, 40, 15, 20};
    private static final int THINK_MIN_MS = 100;
    private static final int THINK_MAX_MS = 1_500;

    /** The same arguments give the same choices. */
    static Choices of(long seed, int customer, int showCount) {
        SplittableRandom random = new SplittableRandom(mixed(seed, customer));
        return new Choices(
                random.nextInt(showCount),
                party(random.nextInt(100)),
                ending(random.nextInt(100), 60, 15),
                ending(random.nextInt(100), 85, 11),
                random.nextInt(THINK_MIN_MS, THINK_MAX_MS + 1));
    }

    private static int party(int percent) {
        int sum = 0;
        for (int size = 1; size < PARTY_MAX; size++) {
            sum += PARTY_PERCENT[size - 1];
            if (percent < sum) {
                return size;
            }
        }
        return PARTY_MAX;
    }

    private static Ending ending(int percent, int bookPercent, int releasePercent) {
        if (percent < bookPercent) {
            return Ending.BOOK;
        }
        return percent < bookPercent + releasePercent ? Ending.RELEASE : Ending.LET_EXPIRE;
    }

    /** Spreads neighbouring customers: SplittableRandom itself adds a constant per draw, so plain sums would overlap. */
    private static long mixed(long seed, int customer) {
        long z = seed ^ (customer + 1L) * 0x94D0_49BB_1331_11EBL;
        z = (z ^ (z >>> 31)) * 0xBF58_476D_1CE4_E5B9L;
        return z ^ (z >>> 29);
    }
}
