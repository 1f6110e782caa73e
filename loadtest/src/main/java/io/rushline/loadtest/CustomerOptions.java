package io.rushline.loadtest;

import io.rushline.loadtest.report.Setup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** As whom customers ask, and where they come from; a replay has none of it, since its customers are recorded. */
final class CustomerOptions {
    private static final int MAX_WARM_UP = 1_000_000;

    @Option(names = "--key", paramLabel = "KEY", description = "API key with the role web.")
    String key = "demo-web";

    @Option(
            names = "--seed",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "The same seed gives the same customers or requests. Default: another one each time.")
    @Nullable
    Long seed;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Reads before the first request that counts, so that a cold tester is not measured.")
    int warmUp = 2_000;

    void check(Bounds bounds) {
        bounds.within("--warm-up", warmUp, 0, MAX_WARM_UP);
    }

    void describe(Setup setup, long usedSeed) {
        setup.with("seed", usedSeed).with("warm-up", warmUp);
    }

    /** The seed, or another one each time. */
    long usedSeed() {
        return seed == null ? System.nanoTime() : seed;
    }
}
