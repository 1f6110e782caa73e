package io.rushline.loadtest.bench;

import java.util.List;

/** What a number of rounds measured, as one figure. */
final class Rounds {
    private Rounds() {}

    /** The median, with the least and the most. */
    static Figure figure(List<Double> values, String unit) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Figure(sorted.get(sorted.size() / 2), unit, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
