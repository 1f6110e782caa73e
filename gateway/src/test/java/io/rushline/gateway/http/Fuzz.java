package io.rushline.gateway.http;

import java.util.Random;

/** How long decoders are fuzzed, {@code -Drushline.fuzz=COUNT}, and with what, {@code -Drushline.fuzz.seed=N}. */
public final class Fuzz {
    private Fuzz() {}

    /**
     * How many rounds there are.
     *
     * @param usual when nobody says
     */
    public static int rounds(int usual) {
        return Integer.getInteger("rushline.fuzz", usual);
    }

    /** Another one each time when nobody says; whoever fails tells it. */
    public static long seed() {
        return Long.getLong("rushline.fuzz.seed", new Random().nextLong());
    }
}
