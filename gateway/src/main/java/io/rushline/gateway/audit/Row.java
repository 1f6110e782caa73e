package io.rushline.gateway.audit;

import io.rushline.gateway.http.JsonWriter;
import java.util.List;

/**
 * One row of an export.
 *
 * @param names of the columns
 * @param values a number, a boolean, a text, or a list of texts for each column
 */
record Row(List<String> names, List<Object> values) {
    private static final String LIST_SEPARATOR = ";";
    private static final String FORMULA = "=+-@";

    /** The row as RFC 4180 has it, lists with semicolons between their parts. */
    String csv() {
        StringBuilder line = new StringBuilder();
        for (Object value : values) {
            line.append(line.isEmpty() ? "" : ",")
                    .append(value instanceof Number ? value.toString() : quoted(text(value)));
        }
        return line.toString();
    }

    /** The row's columns as fields; empty ones are left out. */
    void json(JsonWriter json) {
        for (int i = 0; i < names.size(); i++) {
            Object value = values.get(i);
            if (value instanceof Number number) {
                json.field(names.get(i), number.longValue());
            } else if (value instanceof Boolean flag) {
                json.field(names.get(i), flag.booleanValue());
            } else if (value instanceof List<?> list) {
                json.strings(names.get(i), list.stream().map(Object::toString).toList());
            } else if (!value.toString().isEmpty()) {
                json.field(names.get(i), value.toString());
            }
        }
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join(
                        LIST_SEPARATOR, list.stream().map(Object::toString).toList())
                : value.toString();
    }

    /** Customers choose their names, and spreadsheets take a text that begins so for a formula. */
    private static String quoted(String value) {
        String text = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean needsQuotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
