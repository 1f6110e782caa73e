package io.rushline.gateway.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The API's description, held against the answers that tests get. Knows as much of JSON Schema as the description uses:
 * type, enum, properties, required, additionalProperties, items, oneOf, $ref.
 */
final class Contract {
    static final Contract API = new Contract();

    /** What carries an answer, whatever it is; RFC 9110 has it, and OpenAPI leaves it unsaid. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "content-type", "date", "transfer-encoding");

    private final Map<?, ?> description = read();

    private Contract() {}

    /** What programs call the operations that they are made of. */
    List<String> operationIds() {
        List<String> ids = new ArrayList<>();
        map(description, "paths")
                .values()
                .forEach(methods -> ((Map<?, ?>) methods)
                        .values()
                        .forEach(operation ->
                                ids.add(JsonValues.at(operation, "operationId").toString())));
        return ids;
    }

    /** Methods and paths, such as {@code GET /api/v1/cities}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        map(description, "paths")
                .forEach((path, methods) -> ((Map<?, ?>) methods)
                        .keySet()
                        .forEach(method -> operations.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    /** The headers that some answer has, as they are written there. */
    Set<String> headerNames() {
        Set<String> names = new TreeSet<>();
        map(map(description, "components"), "responses").values().forEach(response -> addHeaderNames(response, names));
        map(description, "paths")
                .values()
                .forEach(methods -> ((Map<?, ?>) methods)
                        .values()
                        .forEach(operation -> map((Map<?, ?>) operation, "responses")
                                .values()
                                .forEach(response -> addHeaderNames(response, names))));
        return names;
    }

    private static void addHeaderNames(Object response, Set<String> names) {
        if (((Map<?, ?>) response).get("headers") instanceof Map<?, ?> headers) {
            headers.keySet().forEach(name -> names.add(name.toString()));
        }
    }

    /** What an answer has that the description does not say, or the other way round; what fits no path is not judged. */
    List<String> faults(String method, String path, int status, Map<String, List<String>> headers, byte[] body) {
        Optional<Map<?, ?>> methods = methods(path);
        if (methods.isEmpty()) {
            return List.of();
        }
        boolean isHead = method.equals("HEAD");
        Object operation = methods.get().get(isHead ? "get" : method.toLowerCase(Locale.ROOT));
        Map<?, ?> responses =
                operation instanceof Map<?, ?> known ? map(known, "responses") : responsesOfOthers(method);
        Object response = responses.get(Integer.toString(status));
        if (response == null) {
            response = responses.get(status / 100 + "XX");
        }
        if (response == null) {
            return List.of("the status " + status + " is not described");
        }
        Map<?, ?> described = (Map<?, ?>) resolve(response);
        List<String> faults = new ArrayList<>();
        if (operation == null) {
            checkAllow(methods.get().keySet(), headers, faults);
        }
        checkHeaders(described.get("headers") instanceof Map<?, ?> known ? known : Map.of(), headers, faults);
        checkBody(described.get("content"), String.join(",", values(headers, "content-type")), body, isHead, faults);
        return faults;
    }

    /** What a path answers to methods that are not described there. */
    private Map<?, ?> responsesOfOthers(String method) {
        Map<?, ?> components = map(map(description, "components"), "responses");
        return method.equals("OPTIONS")
                ? Map.of("204", map(components, "Methods"))
                : Map.of("405", map(components, "MethodNotAllowed"));
    }

    private static void checkAllow(Set<?> described, Map<String, List<String>> headers, List<String> faults) {
        Set<String> methods = new TreeSet<>(List.of("OPTIONS"));
        described.forEach(method -> methods.add(method.toString().toUpperCase(Locale.ROOT)));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!values(headers, "allow").equals(List.of(String.join(", ", methods)))) {
            faults.add("Allow names other methods than " + methods + ": " + values(headers, "allow"));
        }
    }

    private static List<String> values(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of());
    }

    private void checkHeaders(Map<?, ?> described, Map<String, List<String>> headers, List<String> faults) {
        Map<String, Map<?, ?>> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        described.forEach((name, header) -> left.put(name.toString(), (Map<?, ?>) resolve(header)));
        withoutCors(headers).forEach((name, values) -> {
            Map<?, ?> header = left.remove(name);
            if (header != null) {
                Map<?, ?> schema = map(header, "schema");
                check(schema, headerValue(schema, String.join(", ", values)), name, faults);
            } else if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                faults.add("the header " + name + " is not described");
            }
        });
        left.forEach((name, header) -> {
            if (Boolean.TRUE.equals(header.get("required"))) {
                faults.add("the header " + name + " is missing");
            }
        });
    }

    /** Those of CORS are for browsers, and depend on an option. */
    private static Map<String, List<String>> withoutCors(Map<String, List<String>> headers) {
        Map<String, List<String>> others = new TreeMap<>();
        headers.forEach((name, values) -> {
            List<String> left = values.stream()
                    .filter(value -> !(name.equals("vary") && value.equals("Origin")))
                    .toList();
            if (!left.isEmpty() && !name.startsWith("access-control-")) {
                others.put(name, left);
            }
        });
        return others;
    }

    private static Object headerValue(Map<?, ?> schema, String text) {
        return "integer".equals(schema.get("type")) && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : text;
    }

    private void checkBody(
            @Nullable Object content, String contentType, byte[] body, boolean isHead, List<String> faults) {
        if (content == null) {
            if (body.length > 0) {
                faults.add("no body is described");
            }
            return;
        }
        String mediaType = contentType.replaceFirst(";.*", "");
        if (!(((Map<?, ?>) content).get(mediaType) instanceof Map<?, ?> media)) {
            faults.add(mediaType + " is not described");
        } else if (!isHead && mediaType.endsWith("json")) {
            check(map(media, "schema"), JsonValues.parse(body), "", faults);
        }
    }

    /** What is described of a path, by method. */
    private Optional<Map<?, ?>> methods(String path) {
        for (Map.Entry<?, ?> entry : map(description, "paths").entrySet()) {
            if (fits(entry.getKey().toString(), path)) {
                return Optional.of((Map<?, ?>) entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.replaceFirst("\\?.*", "").split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    private void check(Map<?, ?> given, Object value, String where, List<String> faults) {
        Map<?, ?> schema = (Map<?, ?>) resolve(given);
        Object choices = schema.get("oneOf");
        if (choices != null) {
            boolean isAny = ((List<?>) choices).stream().anyMatch(choice -> {
                List<String> ofChoice = new ArrayList<>();
                check((Map<?, ?>) choice, value, where, ofChoice);
                return ofChoice.isEmpty();
            });
            if (!isAny) {
                faults.add(where + " is none of what is described: " + value);
            }
            return;
        }
        Object type = schema.get("type");
        List<?> types = type instanceof List<?> several ? several : List.of(Objects.requireNonNull(type));
        if (types.stream().noneMatch(each -> isOf(each.toString(), value))) {
            faults.add(where + " is not of type " + types + ": " + value);
        } else if (schema.get("enum") instanceof List<?> values && !values.contains(value)) {
            faults.add(where + " is none of " + values + ": " + value);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(map(schema, "items"), Objects.requireNonNull(list.get(i)), where + "/" + i, faults);
            }
        } else if (value instanceof Map<?, ?> object) {
            checkMembers(schema, object, where, faults);
        }
    }

    private void checkMembers(Map<?, ?> schema, Map<?, ?> object, String where, List<String> faults) {
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(name -> !object.containsKey(name))
                    .forEach(name -> faults.add(where + "/" + name + " is missing"));
        }
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> known ? known : Map.of();
        object.forEach((name, member) -> {
            String at = where + "/" + name;
            if (properties.get(name) instanceof Map<?, ?> property) {
                check(property, member, at, faults);
            } else if (schema.get("additionalProperties") instanceof Map<?, ?> others) {
                check(others, member, at, faults);
            } else if (schema.containsKey("additionalProperties")) {
                faults.add(at + " is not described");
            }
        });
    }

    private static boolean isOf(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            case "null" -> value.equals(Optional.empty());
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private Object resolve(Object node) {
        return node instanceof Map<?, ?> map && map.get("$ref") instanceof String ref
                ? JsonValues.at(description, ref.substring(2))
                : node;
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        return (Map<?, ?>) Objects.requireNonNull(parent.get(name), name);
    }

    private static Map<?, ?> read() {
        try (InputStream file = Contract.class.getResourceAsStream("/io/rushline/gateway/openapi/openapi.json")) {
            return (Map<?, ?>) JsonValues.parse(Objects.requireNonNull(file).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
