package io.rushline.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a body into a tree of maps, lists, strings, numbers and booleans, and refuses all that is not plain JSON: bytes
 * that are not UTF-8, a field that is given twice, anything behind the end, and whatever is too deep, too long or too
 * much.
 *
 * <p>Jackson alone would guess encodings and forgive some invalid UTF-8, so the bytes are decoded before it sees them.
 */
final class JsonTree {
    static final int MAX_DEPTH = 16;
    static final int MAX_NAME_LENGTH = 128;
    static final int MAX_STRING_LENGTH = 8192;
    static final int MAX_VALUES = 100_000;

    /** Stands for {@code null}, which maps and lists of values had better not hold. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private static final int MAX_NUMBER_LENGTH = 40;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    // Jackson's own bounds come without a place in the body; these two are ours to check.
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** An object, its fields in the sender's order. */
    record Fields(Map<String, Object> byName) {}

    private final JsonParser tokens;
    private int values;

    private JsonTree(JsonParser tokens) {
        this.tokens = tokens;
    }

    /** @throws ProblemException {@code MALFORMED} */
    static Fields parseObject(byte[] body) {
        if (body.length == 0) {
            throw Problem.malformed("The body is missing: it must be a JSON object")
                    .exception();
        }
        String text = decode(body);
        try (JsonParser tokens = FACTORY.createParser(text)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.malformed("The body must be a JSON object").exception();
            }
            Fields object = new JsonTree(tokens).object(1);
            if (tokens.nextToken() != null) {
                throw malformed(tokens.currentTokenLocation(), "there is something behind the end of the object");
            }
            return object;
        } catch (JsonEOFException e) {
            throw malformed(e.getLocation(), "it ends too early");
        } catch (StreamConstraintsException e) {
            throw Problem.malformed("The body is refused: a number is too long").exception();
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation(), "it is not valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.malformed("The body is not valid UTF-8").exception();
        }
    }

    private Fields object(int depth) throws IOException {
        refuseDepth(depth);
        Map<String, Object> fields = new LinkedHashMap<>();
        while (tokens.nextToken() != JsonToken.END_OBJECT) {
            String name = tokens.currentName();
            if (name.length() > MAX_NAME_LENGTH) {
                throw malformed("the name of a field is longer than " + MAX_NAME_LENGTH + " characters");
            }
            tokens.nextToken();
            if (fields.put(name, value(depth)) != null) {
                throw malformed("the field " + name + " is given twice");
            }
        }
        return new Fields(fields);
    }

    private List<Object> array(int depth) throws IOException {
        refuseDepth(depth);
        List<Object> elements = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(depth));
        }
        return elements;
    }

    private Object value(int depth) throws IOException {
        if (++values > MAX_VALUES) {
            throw malformed("it has more than " + MAX_VALUES + " values");
        }
        return switch (tokens.currentToken()) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> tokens.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            default -> throw malformed("it is not valid JSON");
        };
    }

    private String string() throws IOException {
        String text = tokens.getText();
        if (text.length() > MAX_STRING_LENGTH) {
            throw malformed("a string is longer than " + MAX_STRING_LENGTH + " characters");
        }
        return text;
    }

    /** A {@code Long}, or a {@code BigInteger} that is out of every range and kept to say so. */
    private Number integer() throws IOException {
        return switch (tokens.getNumberType()) {
            case INT, LONG -> tokens.getLongValue();
            default -> tokens.getBigIntegerValue();
        };
    }

    /** What a value is, in the words of somebody who wrote it. */
    static String describe(Object value) {
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Fields) {
            return "an object";
        }
        return value instanceof List ? "an array" : value.toString();
    }

    private void refuseDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("it is nested more than " + MAX_DEPTH + " deep");
        }
    }

    private ProblemException malformed(String reason) {
        return malformed(tokens.currentTokenLocation(), reason);
    }

    private static ProblemException malformed(JsonLocation at, String reason) {
        return Problem.malformed("The body is refused at line " + at.getLineNr() + ", column " + at.getColumnNr() + ": "
                        + reason)
                .exception();
    }
}
