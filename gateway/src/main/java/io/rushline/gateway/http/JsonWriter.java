package io.rushline.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/**
 * Writes the members of one JSON object, in the order of the calls.
 *
 * <pre>{@code
 * exchange.json(201, json -> json.field("holdId", id)
 *         .money("total", 2998, "USD")
 *         .instant("expiresAt", expiresAtMs)
 *         .objects("seats", seats, (each, seat) -> each.field("seat", seat.name())));
 * }</pre>
 *
 * <p>The writer given to a lambda is only lent. The names are not checked for duplicates.
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final int INITIAL_BYTES = 512;

    private final JsonGenerator generator;
    private final ByteArrayOutputStream bytes;

    private JsonWriter(JsonGenerator generator, ByteArrayOutputStream bytes) {
        this.generator = generator;
        this.bytes = bytes;
    }

    /** One JSON object as UTF-8. */
    public static byte[] toBytes(Consumer<JsonWriter> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            members.accept(new JsonWriter(generator, bytes));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What has been written so far, in bytes: where the last value ends. */
    public int lengthBytes() {
        return bytes.size() + generator.getOutputBuffered();
    }

    public JsonWriter field(String name, String value) {
        return write(() -> generator.writeStringField(name, value));
    }

    public JsonWriter field(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** A number that is no integer, such as a latitude. */
    public JsonWriter field(String name, double value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    public JsonWriter field(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    /** The value, or {@code null} when there is none. */
    public JsonWriter field(String name, Optional<String> value) {
        return value.isPresent() ? field(name, value.get()) : write(() -> generator.writeNullField(name));
    }

    /** A point in time: ISO-8601, UTC, three digits of milliseconds. */
    public JsonWriter instant(String name, long epochMs) {
        return field(name, Instants.format(epochMs));
    }

    /** A point in time: ISO-8601, UTC, three digits of milliseconds; what is finer is cut off. */
    public JsonWriter instant(String name, Instant value) {
        return instant(name, value.toEpochMilli());
    }

    /** An amount in minor units with its currency. */
    public JsonWriter money(String name, long amount, String currency) {
        return object(name, json -> json.field("amount", amount).field("currency", currency));
    }

    public JsonWriter object(String name, Consumer<JsonWriter> members) {
        return write(() -> {
            generator.writeObjectFieldStart(name);
            members.accept(this);
            generator.writeEndObject();
        });
    }

    public JsonWriter strings(String name, Iterable<String> values) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (String value : values) {
                generator.writeString(value);
            }
            generator.writeEndArray();
        });
    }

    /** An array of {@code count} strings, each made from its index. */
    public JsonWriter strings(String name, int count, IntFunction<String> valueAt) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (int i = 0; i < count; i++) {
                generator.writeString(valueAt.apply(i));
            }
            generator.writeEndArray();
        });
    }

    public JsonWriter int32s(String name, int... values) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (int value : values) {
                generator.writeNumber(value);
            }
            generator.writeEndArray();
        });
    }

    /** An array with an object for each value. */
    public <T> JsonWriter objects(String name, Iterable<T> values, BiConsumer<JsonWriter, T> members) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (T value : values) {
                generator.writeStartObject();
                members.accept(this, value);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    /** An array of {@code count} objects, each made from its index. */
    public JsonWriter objects(String name, int count, ObjIntConsumer<JsonWriter> members) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (int i = 0; i < count; i++) {
                generator.writeStartObject();
                members.accept(this, i);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    private JsonWriter write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
