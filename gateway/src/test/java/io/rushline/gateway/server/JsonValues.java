package io.rushline.gateway.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON of answers into maps, lists, strings, longs, doubles, booleans and empty optionals for null. */
final class JsonValues {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonValues() {}

    static Object parse(byte[] json) {
        try (JsonParser tokens = FACTORY.createParser(json)) {
            tokens.nextToken();
            return value(tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands at a path such as {@code seats/0/price/amount}; fails when there is nothing. */
    static Object at(Object root, String path) {
        Object value = root;
        for (String step : path.split("/", -1)) {
            Object next = null;
            if (value instanceof Map<?, ?> map) {
                next = map.get(step);
            } else if (value instanceof List<?> list && step.matches("[0-9]+")) {
                next = list.get(Integer.parseInt(step));
            }
            if (next == null) {
                throw new AssertionError("nothing at " + path + " of " + root);
            }
            value = next;
        }
        return value;
    }

    private static Object value(JsonParser tokens) throws IOException {
        return switch (tokens.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (tokens.nextToken() != JsonToken.END_OBJECT) {
                    String name = tokens.currentName();
                    tokens.nextToken();
                    map.put(name, value(tokens));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (tokens.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(tokens));
                }
                yield list;
            }
            case VALUE_STRING -> tokens.getText();
            case VALUE_NUMBER_INT -> tokens.getLongValue();
            case VALUE_NUMBER_FLOAT -> tokens.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Optional.empty();
            default -> throw new IOException("unexpected " + tokens.currentToken());
        };
    }
}
