package io.rushline.loadtest.office;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The seats of a show as a customer sees them: rows in the server's order, one letter a seat, {@code F} for a free one.
 *
 * <p>Threading: immutable.
 */
public final class SeatMap {
    private static final JsonFactory JSON = new JsonFactory();
    private static final char FREE = 'F';
    // The map counts the places of an area and does not say which are free: nobody chooses one.
    private static final String PLACE = "G";

    private final List<Row> rows;

    private record Row(String prefix, int firstNumber, String letters) {
        String seat(int inRow) {
            return prefix + (firstNumber + inRow);
        }
    }

    private SeatMap(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Reads {@code GET /shows/{id}/seats}; what is no seat map has no seats. */
    public static SeatMap parse(byte[] json) {
        List<Row> rows = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isSections = parser.currentName().equals("sections");
                    if (parser.nextToken() == JsonToken.START_ARRAY && isSections) {
                        while (parser.nextToken() == JsonToken.START_OBJECT) {
                            section(parser, rows);
                        }
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            return new SeatMap(List.of());
        }
        return new SeatMap(rows);
    }

    /** All names, in the order of the seats' indexes. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Row row : rows) {
            for (int i = 0; i < row.letters().length(); i++) {
                names.add(row.seat(i));
            }
        }
        return names;
    }

    /** The index of each seat by its name. */
    public Map<String, Integer> indexes() {
        Map<String, Integer> indexes = new HashMap<>();
        names().forEach(name -> indexes.put(name, indexes.size()));
        return indexes;
    }

    /** The same seats with other letters, one each. */
    public SeatMap with(String letters) {
        List<Row> changed = new ArrayList<>(rows.size());
        int from = 0;
        for (Row row : rows) {
            int to = Math.min(letters.length(), from + row.letters().length());
            changed.add(new Row(row.prefix(), row.firstNumber(), letters.substring(Math.min(from, to), to)));
            from = to;
        }
        return new SeatMap(changed);
    }

    /**
     * Chooses free seats side by side, from a row that depends on the taste on; when no row has so many, the first ones
     * that are free.
     *
     * @return so many, or none
     */
    public List<String> choose(int quantity, long taste) {
        String run = String.valueOf(FREE).repeat(quantity);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get((int) Long.remainderUnsigned(taste + i, rows.size()));
            int at = row.letters().indexOf(run);
            if (at >= 0) {
                List<String> seats = new ArrayList<>(quantity);
                for (int inRow = at; inRow < at + quantity; inRow++) {
                    seats.add(row.seat(inRow));
                }
                return seats;
            }
        }
        return anywhere(quantity);
    }

    private List<String> anywhere(int quantity) {
        List<String> seats = new ArrayList<>(quantity);
        for (Row row : rows) {
            for (int at = row.letters().indexOf(FREE);
                    at >= 0;
                    at = row.letters().indexOf(FREE, at + 1)) {
                seats.add(row.seat(at));
                if (seats.size() == quantity) {
                    return seats;
                }
            }
        }
        return List.of();
    }

    private static void section(JsonParser parser, List<Row> rows) throws IOException {
        String section = "";
        List<Row> unnamed = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("name")) {
                section = parser.getText();
            } else if (name.equals("rows") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    unnamed.add(row(parser));
                }
            } else if (name.equals("generalAdmission") && value == JsonToken.START_OBJECT) {
                unnamed.add(area(parser));
            } else {
                parser.skipChildren();
            }
        }
        for (Row row : unnamed) {
            rows.add(new Row(section + '-' + row.prefix() + '-', row.firstNumber(), row.letters()));
        }
    }

    private static Row row(JsonParser parser) throws IOException {
        String row = "";
        int firstNumber = 1;
        String letters = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "name" -> row = parser.getText();
                case "seats" -> letters = parser.getText();
                case "firstNumber" -> firstNumber = value.isNumeric() ? parser.getIntValue() : 1;
                default -> parser.skipChildren();
            }
        }
        return new Row(row, firstNumber, letters);
    }

    private static Row area(JsonParser parser) throws IOException {
        int capacity = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isCapacity = parser.currentName().equals("capacity");
            JsonToken value = parser.nextToken();
            if (isCapacity && value.isNumeric()) {
                capacity = parser.getIntValue();
            }
        }
        return new Row("GA", 1, PLACE.repeat(capacity));
    }
}
