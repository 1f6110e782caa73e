package io.rushline.gateway.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON object of a request, read field by field.
 *
 * <p>Nothing is thrown while reading: what is missing or wrong is collected, and the accessor returns a stand-in (an
 * empty string, the smallest number, an empty list). When the reader has returned, {@link #read} refuses the body with
 * all that was collected, and with every field that nobody asked for. {@code null} counts as absent.
 *
 * <pre>{@code
 * record Join(String customer, int quantity, Optional<String> category) {
 *     static Join read(JsonObject json) {
 *         return new Join(json.string("customer", CUSTOMER),
 *                 json.int32("quantity", 1, 10),
 *                 json.optionalString("category", NAME));
 *     }
 * }
 * }</pre>
 */
public final class JsonObject {
    private final Map<String, Object> fields;
    private final String path;
    private final FieldErrors errors;
    private final Set<String> asked = new HashSet<>();

    private JsonObject(Map<String, Object> fields, String path, FieldErrors errors) {
        this.fields = fields;
        this.path = path;
        this.errors = errors;
    }

    /**
     * Reads a whole body.
     *
     * @throws ProblemException {@code MALFORMED}, listing everything that is wrong
     */
    public static <T> T read(byte[] body, Function<JsonObject, T> reader) {
        FieldErrors errors = new FieldErrors();
        JsonObject object = new JsonObject(JsonTree.parseObject(body).byName(), "", errors);
        T result;
        try {
            result = reader.apply(object);
        } catch (RuntimeException e) {
            // A stand-in may have been more than a constructor could take; then the errors explain it.
            errors.refuse("The body is refused");
            throw e;
        }
        object.refuseUnknownFields();
        errors.refuse("The body is refused");
        return result;
    }

    /** True when the field is given and not {@code null}; the field counts as known from now on. */
    public boolean has(String name) {
        asked.add(name);
        return value(name) != JsonTree.NULL;
    }

    /** True when the field is given and an object, for fields that may also be something else. */
    public boolean isObject(String name) {
        return has(name) && value(name) instanceof JsonTree.Fields;
    }

    /** True when the field is given as {@code null}; the field counts as known from now on. */
    public boolean isNull(String name) {
        asked.add(name);
        return fields.get(name) == JsonTree.NULL;
    }

    /** Adds an error of the caller's own, for rules between fields. */
    public void error(String name, String detail) {
        errors.add(path + name, detail);
    }

    public String string(String name, Text shape) {
        return required(name) ? text(name, value(name), shape) : "";
    }

    public Optional<String> optionalString(String name, Text shape) {
        return has(name) ? Optional.of(string(name, shape)) : Optional.empty();
    }

    /** An array of strings; when {@code minCount} is 0 it may be absent. */
    public List<String> strings(String name, int minCount, int maxCount, Text shape) {
        return elements(name, minCount, maxCount, (at, value) -> text(at, value, shape));
    }

    public int int32(String name, int min, int max) {
        return (int) int64(name, min, max);
    }

    /** The number, or the fallback when the field is absent. */
    public int int32(String name, int min, int max, int fallback) {
        return has(name) ? int32(name, min, max) : fallback;
    }

    /** An array of numbers; when {@code minCount} is 0 it may be absent. */
    public int[] int32s(String name, int minCount, int maxCount, int min, int max) {
        return elements(name, minCount, maxCount, (at, value) -> (int) number(at, value, min, max)).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    public long int64(String name, long min, long max) {
        return required(name) ? number(name, value(name), min, max) : min;
    }

    /** The number, or the fallback when the field is absent. */
    public long int64(String name, long min, long max, long fallback) {
        return has(name) ? int64(name, min, max) : fallback;
    }

    public OptionalLong optionalInt64(String name, long min, long max) {
        return has(name) ? OptionalLong.of(int64(name, min, max)) : OptionalLong.empty();
    }

    /** An object whose names are free and whose values are numbers, in the sender's order. */
    public Map<String, Long> int64sByName(String name, Text names, int minCount, int maxCount, long min, long max) {
        Map<String, Long> result = new LinkedHashMap<>();
        if (!required(name)) {
            return result;
        }
        if (!(value(name) instanceof JsonTree.Fields nested)) {
            error(name, mustBe("an object", value(name)));
            return result;
        }
        Map<String, Object> map = nested.byName();
        if (map.size() < minCount || map.size() > maxCount) {
            error(name, "must have " + minCount + " to " + maxCount + " fields, but has " + map.size());
            return result;
        }
        map.forEach((key, value) -> {
            String at = name + "." + key;
            String fault = names.fault(key);
            if (!fault.isEmpty()) {
                error(at, "has a name that " + fault);
            }
            result.put(key, number(at, value, min, max));
        });
        return result;
    }

    /** A number that need not be an integer. */
    public double decimal(String name, double min, double max) {
        if (!required(name)) {
            return min;
        }
        Object value = value(name);
        if (value instanceof Number number) {
            double decimal = number.doubleValue();
            if (decimal >= min && decimal <= max) {
                return decimal;
            }
        }
        error(name, mustBe("a number from " + min + " to " + max, value));
        return min;
    }

    public Optional<Double> optionalDecimal(String name, double min, double max) {
        return has(name) ? Optional.of(decimal(name, min, max)) : Optional.empty();
    }

    public boolean bool(String name) {
        if (!required(name)) {
            return false;
        }
        if (value(name) instanceof Boolean value) {
            return value;
        }
        error(name, mustBe("true or false", value(name)));
        return false;
    }

    /** The value, or the fallback when the field is absent. */
    public boolean bool(String name, boolean fallback) {
        return has(name) ? bool(name) : fallback;
    }

    public <E extends Enum<E>> E choice(String name, Choices<E> choices) {
        if (!required(name)) {
            return choices.first();
        }
        Optional<E> choice = value(name) instanceof String word ? choices.find(word) : Optional.empty();
        if (choice.isEmpty()) {
            error(name, choices.expected());
        }
        return choice.orElse(choices.first());
    }

    /** The constant, or the fallback when the field is absent. */
    public <E extends Enum<E>> E choice(String name, Choices<E> choices, E fallback) {
        return has(name) ? choice(name, choices) : fallback;
    }

    /** A point in time with its zone, of the years 1970 to 9999. */
    public Instant instant(String name) {
        if (!required(name)) {
            return Instant.EPOCH;
        }
        Optional<Instant> instant = value(name) instanceof String text ? Instants.parse(text) : Optional.empty();
        if (instant.isEmpty()) {
            error(name, Instants.EXPECTED);
        }
        return instant.orElse(Instant.EPOCH);
    }

    public Optional<Instant> optionalInstant(String name) {
        return has(name) ? Optional.of(instant(name)) : Optional.empty();
    }

    public <T> T object(String name, Function<JsonObject, T> reader) {
        return required(name) ? nested(name, value(name), reader) : standIn(reader);
    }

    public <T> Optional<T> optionalObject(String name, Function<JsonObject, T> reader) {
        return has(name) ? Optional.of(object(name, reader)) : Optional.empty();
    }

    /** An array of objects; when {@code minCount} is 0 it may be absent. */
    public <T> List<T> objects(String name, int minCount, int maxCount, Function<JsonObject, T> reader) {
        return elements(name, minCount, maxCount, (at, value) -> nested(at, value, reader));
    }

    private <T> List<T> elements(String name, int minCount, int maxCount, Element<T> element) {
        if (!has(name) && (minCount == 0 || !required(name))) {
            return List.of();
        }
        if (!(value(name) instanceof List<?> list)) {
            error(name, mustBe("an array", value(name)));
            return List.of();
        }
        if (list.size() < minCount || list.size() > maxCount) {
            error(name, "must have " + minCount + " to " + maxCount + " elements, but has " + list.size());
            return List.of();
        }
        List<T> result = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            result.add(element.read(name + "[" + i + "]", list.get(i)));
        }
        return result;
    }

    private Object value(String name) {
        return fields.getOrDefault(name, JsonTree.NULL);
    }

    private boolean required(String name) {
        if (has(name)) {
            return true;
        }
        error(name, "is missing");
        return false;
    }

    private String text(String at, Object value, Text shape) {
        if (!(value instanceof String text)) {
            error(at, mustBe("a string", value));
            return "";
        }
        String fault = shape.fault(text);
        if (!fault.isEmpty()) {
            error(at, fault);
        }
        return text;
    }

    private long number(String at, Object value, long min, long max) {
        if (value instanceof Long number && number >= min && number <= max) {
            return number;
        }
        error(at, mustBe("a whole number from " + min + " to " + max, value));
        return min;
    }

    private <T> T nested(String at, Object value, Function<JsonObject, T> reader) {
        if (!(value instanceof JsonTree.Fields nested)) {
            error(at, mustBe("an object", value));
            return standIn(reader);
        }
        JsonObject object = new JsonObject(nested.byName(), path + at + ".", errors);
        T result = reader.apply(object);
        object.refuseUnknownFields();
        return result;
    }

    /** What the reader makes of an object without fields; its errors would only repeat the one that is known. */
    private static <T> T standIn(Function<JsonObject, T> reader) {
        return reader.apply(new JsonObject(Map.of(), "", new FieldErrors()));
    }

    private void refuseUnknownFields() {
        for (String name : fields.keySet()) {
            if (!asked.contains(name)) {
                error(name, "is not a field of this request");
            }
        }
    }

    private static String mustBe(String expected, Object value) {
        return "must be " + expected + ", but is " + JsonTree.describe(value);
    }

    @FunctionalInterface
    private interface Element<T> {
        T read(String at, Object value);
    }
}
