package io.rushline.loadtest.workload;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How customers behave, as shares of 100 and as times.
 *
 * <p>Threading: immutable.
 */
public final class Behaviour {
    /** What customers do when nobody says otherwise. */
    public static final Behaviour USUAL = new Behaviour(new EnumMap<>(Trait.class));

    private final Map<Trait, Integer> changed;

    private Behaviour(Map<Trait, Integer> changed) {
        this.changed = changed;
    }

    /**
     * Reads lines of {@code trait = value}; empty ones and those that begin with {@code #} are passed over.
     *
     * @throws IllegalArgumentException naming the line and what is wrong with it, fit to be shown
     */
    public Behaviour with(List<String> lines) {
        Behaviour behaviour = this;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    behaviour = behaviour.with(line);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return behaviour.consistent();
    }

    /**
     * The same but for one trait, {@code trait=value}.
     *
     * @throws IllegalArgumentException saying what is wrong, fit to be shown
     */
    public Behaviour with(String setting) {
        int at = setting.indexOf('=');
        String name = setting.substring(0, Math.max(0, at)).strip();
        String value = setting.substring(at + 1).strip();
        if (at < 0) {
            throw new IllegalArgumentException("'" + setting + "' is not of the form trait=value");
        }
        Trait trait = Trait.named(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no trait '" + name + "', only " + Trait.labels()));
        return with(trait, number(trait, value));
    }

    Behaviour with(Trait trait, int value) {
        Map<Trait, Integer> all = new EnumMap<>(Trait.class);
        all.putAll(changed);
        all.put(trait, value);
        return new Behaviour(all);
    }

    /**
     * This, when its values go together.
     *
     * @throws IllegalArgumentException saying which do not
     */
    public Behaviour consistent() {
        requireAtMost100(Trait.PAY, Trait.RELEASE);
        requireAtMost100(Trait.PAY_OFFER, Trait.RELEASE_OFFER);
        requireAtMost100(Trait.PARTY_OF_1, Trait.PARTY_OF_2, Trait.PARTY_OF_3);
        requireOrder(Trait.HESITATE_MIN_MS, Trait.HESITATE_MAX_MS);
        requireOrder(Trait.PATIENCE_MIN_MS, Trait.PATIENCE_MAX_MS);
        return this;
    }

    int of(Trait trait) {
        return changed.getOrDefault(trait, trait.otherwise());
    }

    /** What was set to something else than usual, for the report. */
    public SortedMap<String, Integer> unusual() {
        SortedMap<String, Integer> unusual = new TreeMap<>();
        changed.forEach((trait, value) -> {
            if (value != trait.otherwise()) {
                unusual.put(trait.label(), value);
            }
        });
        return unusual;
    }

    private void requireAtMost100(Trait... shares) {
        int sum = 0;
        StringBuilder names = new StringBuilder();
        for (Trait share : shares) {
            sum += of(share);
            names.append(names.isEmpty() ? "" : " and ").append(share.label());
        }
        if (sum > 100) {
            throw new IllegalArgumentException(names + " are " + sum + " together, and must be 100 at most");
        }
    }

    private void requireOrder(Trait min, Trait max) {
        if (of(min) > of(max)) {
            throw new IllegalArgumentException(min.label() + " must not be more than " + max.label());
        }
    }

    private static int number(Trait trait, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= trait.max()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to what the other wrong numbers get.
        }
        throw new IllegalArgumentException(
                trait.label() + " must be a number from 0 to " + trait.max() + ", not '" + text + "'");
    }
}
