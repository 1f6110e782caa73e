package io.rushline.loadtest.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** Writes figures for people, and as one JSON object on one line. */
final class FigureReport {
    private static final JsonFactory JSON = new JsonFactory();

    private FigureReport() {}

    static String text(String machine, Map<String, Figure> figures) {
        StringBuilder text = new StringBuilder(machine).append('\n');
        figures.forEach((name, figure) -> text.append(String.format(
                Locale.ROOT,
                "%-36s %,14.2f %-6s (%,.2f to %,.2f)%n",
                name,
                figure.value(),
                figure.unit(),
                figure.min(),
                figure.max())));
        return text.toString();
    }

    static String json(String machine, Map<String, Figure> figures) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("machine", machine);
            json.writeObjectFieldStart("figures");
            for (Map.Entry<String, Figure> entry : figures.entrySet()) {
                Figure figure = entry.getValue();
                json.writeObjectFieldStart(entry.getKey());
                json.writeNumberField("value", figure.value());
                json.writeStringField("unit", figure.unit());
                json.writeNumberField("min", figure.min());
                json.writeNumberField("max", figure.max());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }
}
