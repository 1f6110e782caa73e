package io.rushline.gateway.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The query parameters of a request, read one by one like the fields of a {@link JsonObject}: what is wrong is
 * collected, and so is every parameter that nobody asked for.
 *
 * <pre>{@code
 * int waitSeconds = exchange.query(query -> query.int32("wait", 0, 60, 0));
 * }</pre>
 */
public final class Query {
    /** The parameter that may stand for an Authorization header; every route knows it. */
    static final String KEY_PARAMETER = "api_dev_key";

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private final Map<String, List<String>> values;
    private final FieldErrors errors = new FieldErrors();
    private final Set<String> asked;

    private Query(Map<String, List<String>> values) {
        this.values = values;
        asked = values.isEmpty() ? Set.of() : new HashSet<>(2);
    }

    /** @param query what stands behind the question mark, still encoded */
    static Query parse(String query) {
        if (query.isEmpty()) {
            return new Query(Map.of());
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int from = 0; from < query.length(); ) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 ? query.length() : ampersand;
            if (to > from) {
                String pair = query.substring(from, to);
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(PercentEncoding.decodeQuery(name), ignored -> new ArrayList<>(1))
                        .add(PercentEncoding.decodeQuery(value));
            }
            from = to + 1;
        }
        return new Query(values);
    }

    /** Reads, then refuses what is wrong or unknown. */
    <T> T read(Function<Query, T> reader) {
        T result;
        try {
            result = reader.apply(this);
        } catch (RuntimeException e) {
            // A stand-in may have been more than the reader could take; then the errors explain it.
            errors.refuse("The query is refused");
            throw e;
        }
        for (String name : values.keySet()) {
            if (!asked.contains(name) && !name.equals(KEY_PARAMETER)) {
                errors.add(name, "is not a query parameter of this request");
            }
        }
        errors.refuse("The query is refused");
        return result;
    }

    /** All values of a parameter that may be repeated, as they are. */
    public List<String> all(String name) {
        if (values.isEmpty()) {
            return List.of();
        }
        asked.add(name);
        return values.getOrDefault(name, List.of());
    }

    /** Adds an error of the caller's own, for rules between parameters. */
    public void error(String name, String detail) {
        errors.add(name, detail);
    }

    public Optional<String> optionalString(String name, Text shape) {
        Optional<String> value = single(name);
        value.map(shape::fault).filter(fault -> !fault.isEmpty()).ifPresent(fault -> errors.add(name, fault));
        return value;
    }

    public String string(String name, Text shape) {
        Optional<String> value = optionalString(name, shape);
        if (value.isEmpty() && all(name).isEmpty()) {
            errors.add(name, "is missing");
        }
        return value.orElse("");
    }

    public int int32(String name, int min, int max, int fallback) {
        return (int) int64(name, min, max, fallback);
    }

    public long int64(String name, long min, long max, long fallback) {
        Optional<String> value = single(name);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        errors.add(name, "must be a whole number from " + min + " to " + max);
        return fallback;
    }

    public OptionalDouble optionalDecimal(String name, double min, double max) {
        Optional<String> value = single(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (DECIMAL.matcher(value.get()).matches()) {
            double number = Double.parseDouble(value.get());
            if (number >= min && number <= max) {
                return OptionalDouble.of(number);
            }
        }
        errors.add(name, "must be a number from " + min + " to " + max);
        return OptionalDouble.empty();
    }

    public Optional<Instant> optionalInstant(String name) {
        Optional<String> value = single(name);
        Optional<Instant> instant = value.flatMap(Instants::parse);
        if (value.isPresent() && instant.isEmpty()) {
            errors.add(name, Instants.EXPECTED);
        }
        return instant;
    }

    public <E extends Enum<E>> E choice(String name, Choices<E> choices, E fallback) {
        Optional<String> value = single(name);
        Optional<E> choice = value.flatMap(choices::find);
        if (value.isPresent() && choice.isEmpty()) {
            errors.add(name, choices.expected());
        }
        return choice.orElse(fallback);
    }

    private Optional<String> single(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            errors.add(name, "is given " + all.size() + " times");
            return Optional.empty();
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }
}
