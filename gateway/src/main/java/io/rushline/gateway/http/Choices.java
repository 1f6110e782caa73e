package io.rushline.gateway.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words a field may have, each for a constant of an enum. */
public final class Choices<E extends Enum<E>> {
    private final Map<String, E> values;
    private final E first;

    private Choices(Map<String, E> values) {
        this.values = values;
        this.first = values.values().iterator().next();
    }

    /** The names of the constants as they are: {@code STRICT_FIFO}. */
    public static <E extends Enum<E>> Choices<E> of(Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            values.put(constant.name(), constant);
        }
        return new Choices<>(values);
    }

    /** The names in lower case: {@code required}. */
    public static <E extends Enum<E>> Choices<E> lowerCase(Class<E> type) {
        Map<String, E> values = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            values.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return new Choices<>(values);
    }

    Optional<E> find(String word) {
        return Optional.ofNullable(values.get(word));
    }

    E first() {
        return first;
    }

    String expected() {
        return "must be one of " + String.join(", ", values.keySet());
    }
}
