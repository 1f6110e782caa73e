package io.rushline.gateway.limit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What clients are held to.
 *
 * <p>Threading: immutable; each method that changes something returns new options.
 */
public final class LimitOptions {
    /** For web tiers that call from addresses of their own. */
    public static final LimitOptions SERVER = new LimitOptions(true, Map.of(), Map.of());

    /** For one address that plays everybody at once: it may run an on-sale. */
    public static final LimitOptions DEMO = SERVER.with("key-reads", "50000")
            .with("key-commands", "20000")
            .with("address-reads", "50000")
            .with("address-commands", "20000")
            .with("connections-per-address", "0");

    /** Neither limits nor lock-outs, nor a bound on the connections of an address. */
    public static final LimitOptions OFF = SERVER.on(false);

    private final boolean isOn;
    private final Map<RateLimit, Rate> rates = new EnumMap<>(RateLimit.class);
    private final Map<Threshold, Integer> thresholds = new EnumMap<>(Threshold.class);

    private LimitOptions(boolean isOn, Map<RateLimit, Rate> rates, Map<Threshold, Integer> thresholds) {
        this.isOn = isOn;
        this.rates.putAll(rates);
        this.thresholds.putAll(thresholds);
    }

    /** These options, in force or not. */
    public LimitOptions on(boolean shallBeOn) {
        return new LimitOptions(shallBeOn, rates, thresholds);
    }

    /**
     * These options with another value of one.
     *
     * @param name a constant of {@link RateLimit} or {@link Threshold} in lower case, its words joined by hyphens
     * @param value {@code PER_SECOND} or {@code PER_SECOND:BURST} for rates, a whole number for thresholds; at least 1,
     *     or 0 where that means no bound
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public LimitOptions with(String name, String value) {
        LimitOptions changed = new LimitOptions(isOn, rates, thresholds);
        Optional<RateLimit> rate = find(RateLimit.values(), name);
        Optional<Threshold> threshold = find(Threshold.values(), name);
        try {
            if (rate.isPresent()) {
                changed.rates.put(rate.get(), Rate.parse(value));
            } else if (threshold.isPresent()) {
                int number = Integer.parseInt(value);
                if (number < threshold.get().least()) {
                    throw new IllegalArgumentException(
                            name + " must be at least " + threshold.get().least());
                }
                changed.thresholds.put(threshold.get(), number);
            } else {
                throw new IllegalArgumentException("there is no limit " + name + "; there are " + names());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("not a number that fits: " + name + "=" + value, e);
        }
        return changed;
    }

    public boolean isOn() {
        return isOn;
    }

    Rate rate(RateLimit which) {
        return rates.getOrDefault(which, which.usual());
    }

    int threshold(Threshold which) {
        return thresholds.getOrDefault(which, which.usual());
    }

    private static String names() {
        return Stream.<Enum<?>>concat(Arrays.stream(RateLimit.values()), Arrays.stream(Threshold.values()))
                .map(LimitOptions::word)
                .collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> Optional<E> find(E[] constants, String name) {
        return Arrays.stream(constants)
                .filter(constant -> word(constant).equals(name))
                .findFirst();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
