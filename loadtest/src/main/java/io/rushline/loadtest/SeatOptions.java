package io.rushline.loadtest;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How many seats a hall has that is made for the run. */
final class SeatOptions {
    private static final int MAX_SEATS = 100_000;
    private static final int DEFAULT_SEATS = 2_000;

    @Option(
            names = "--seats",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "Seats of each show, in a hall made for it. Default: 2000.")
    @Nullable
    Integer seats;

    /**
     * Seats and something that has its own are one too many.
     *
     * @param other the option that says so, such as {@code --hall}
     */
    void check(Bounds bounds, String other, boolean isOtherGiven) {
        if (seats == null) {
            return;
        }
        bounds.within("--seats", seats, 1, MAX_SEATS);
        if (isOtherGiven) {
            throw bounds.wrong(other + " has its own seats: leave out --seats");
        }
    }

    int count() {
        return seats == null ? DEFAULT_SEATS : seats;
    }
}
