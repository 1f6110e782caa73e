package io.rushline.engine.oracle;

import io.rushline.engine.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Leaves out of a run that ends in a disagreement whatever does not matter to it.
 *
 * <p>Source: delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
final class Shrinker {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

    private final EngineLimits limits;
    private final Function<EngineLimits, Decider> engines;
    private final int hashEvery;
    private final long startedNs = System.nanoTime();
    private List<Step> steps;

    Shrinker(EngineLimits limits, Function<EngineLimits, Decider> engines, int hashEvery, List<Step> steps) {
        this.limits = limits;
        this.engines = engines;
        // What disagrees at every so many commands must be found again when there are fewer.
        this.hashEvery = Math.min(hashEvery, 1);
        this.steps = List.copyOf(steps);
    }

    /** The shortest run found within a minute; none of its steps can be left out alone, if there was time enough. */
    List<Step> shrink() {
        if (failsAt(steps) >= 0) {
            steps = steps.subList(0, failsAt(steps) + 1);
        }
        boolean isSmaller = true;
        while (isSmaller) {
            int before = steps.size();
            for (int chunk = Math.max(1, steps.size() / 2); chunk >= 1; chunk /= 2) {
                dropChunksOf(chunk);
            }
            isSmaller = steps.size() < before;
        }
        simplify(Step::withoutKey);
        simplify(Step::withoutReload);
        return steps;
    }

    /** The disagreement at the end of a run. */
    Optional<String> disagreement(List<Step> run) {
        Match match = new Match(limits, engines, hashEvery);
        StepNumbers numbers = new StepNumbers(run);
        Optional<String> disagreement = Optional.empty();
        for (int i = 0; i < run.size() && disagreement.isEmpty(); i++) {
            disagreement = match.play(run.get(i), numbers);
        }
        return disagreement;
    }

    private void dropChunksOf(int size) {
        int from = 0;
        while (from < steps.size()) {
            List<Step> fewer = new ArrayList<>(steps.subList(0, from));
            fewer.addAll(steps.subList(Math.min(from + size, steps.size()), steps.size()));
            int failure = failsAt(fewer);
            if (failure >= 0) {
                steps = List.copyOf(fewer.subList(0, failure + 1));
            } else {
                from += size;
            }
        }
    }

    private void simplify(UnaryOperator<Step> simpler) {
        for (int i = 0; i < steps.size(); i++) {
            List<Step> other = new ArrayList<>(steps);
            other.set(i, simpler.apply(steps.get(i)));
            if (!other.equals(steps) && failsAt(other) == steps.size() - 1) {
                steps = List.copyOf(other);
            }
        }
    }

    /** The step at which a run fails, or -1. */
    private int failsAt(List<Step> run) {
        if (System.nanoTime() - startedNs > LONGEST_NS) {
            return -1;
        }
        Match match = new Match(limits, engines, hashEvery);
        StepNumbers numbers = new StepNumbers(run);
        for (int i = 0; i < run.size(); i++) {
            if (match.play(run.get(i), numbers).isPresent()) {
                return i;
            }
        }
        return -1;
    }
}
