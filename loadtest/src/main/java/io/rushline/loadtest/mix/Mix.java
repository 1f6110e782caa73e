package io.rushline.loadtest.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Kinds of requests and how often each comes, {@code seats=80,show=20}.
 *
 * <p>Threading: immutable.
 */
public final class Mix {
    private static final int WEIGHT_MAX = 1_000_000;

    private final Map<Kind, Integer> weights;
    private final List<Kind> kinds = new ArrayList<>();
    private final int sum;

    /** What a request is. */
    public enum Kind {
        /** The list of cities. */
        CITIES,
        /** The list of movies. */
        MOVIES,
        /** A show. */
        SHOW,
        /** Its seats, whole. */
        SEATS,
        /** Its seats by who knows the newest map already: no content while nothing changes. */
        UNCHANGED,
        /** A seat is held, and with the next one of this kind it is released. */
        HOLD;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Mix(Map<Kind, Integer> weights) {
        this.weights = weights;
        this.kinds.addAll(weights.keySet());
        this.sum = weights.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Reads {@code kind=weight,...}.
     *
     * @throws IllegalArgumentException saying what is wrong, fit to be shown
     */
    public static Mix parse(String text) {
        Map<Kind, Integer> weights = new EnumMap<>(Kind.class);
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("'" + part + "' is not of the form kind=weight");
            }
            Kind kind = Arrays.stream(Kind.values())
                    .filter(each -> each.label().equals(sides[0].strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no kind '" + sides[0] + "', only "
                            + Arrays.stream(Kind.values()).map(Kind::label).collect(Collectors.joining(", "))));
            weights.merge(kind, weight(sides[1].strip()), Integer::sum);
        }
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("all weights are 0");
        }
        return new Mix(weights);
    }

    /** The next kind. */
    Kind draw(SplittableRandom random) {
        int at = random.nextInt(sum);
        int index = 0;
        while (at >= weights.getOrDefault(kinds.get(index), 0)) {
            at -= weights.getOrDefault(kinds.get(index), 0);
            index++;
        }
        return kinds.get(index);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return weights.entrySet().stream()
                .map(entry -> entry.getKey().label() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static int weight(String text) {
        try {
            int weight = Integer.parseInt(text);
            if (weight >= 0 && weight <= WEIGHT_MAX) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // Falls through to what the other wrong weights get.
        }
        throw new IllegalArgumentException(
                "a weight must be a number from 0 to " + WEIGHT_MAX + ", not '" + text + "'");
    }
}
