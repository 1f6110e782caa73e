package io.rushline.loadtest.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/** The size and the categories of a hall, read from the server's description of it. */
final class HallContent {
    private final SortedSet<String> categories = new TreeSet<>();
    private int seats;

    private HallContent() {}

    /** Takes every object with a category as a run of seats: the rows of sections, and the areas. */
    static HallContent parse(byte[] json) {
        HallContent content = new HallContent();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                content.object(parser);
            }
        } catch (IOException e) {
            // Whoever asked sees that it has no seats.
            content.categories.clear();
            content.seats = 0;
        }
        return content;
    }

    int seats() {
        return seats;
    }

    SortedSet<String> categories() {
        return categories;
    }

    private void object(JsonParser parser) throws IOException {
        String category = "";
        int size = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(parser);
            } else if (value == JsonToken.START_ARRAY) {
                array(parser);
            } else if (name.equals("category")) {
                category = parser.getText();
            } else if (value == JsonToken.VALUE_NUMBER_INT && (name.equals("seats") || name.equals("capacity"))) {
                size = parser.getIntValue();
            }
        }
        if (!category.isEmpty()) {
            categories.add(category);
            seats += size;
        }
    }

    private void array(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                object(parser);
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
    }
}
