package io.rushline.loadtest.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a JSON answer that the load tester looks at: the plain fields, the seats, and the hold inside a waiter.
 *
 * <p>It is read tolerantly: what is absent, of another type or not JSON at all is empty, and whoever needs it says so.
 */
public final class Answer {
    public static final Answer EMPTY = new Answer(new byte[0]);

    private static final Set<String> OF_THE_EXCHANGE = Set.of("requestId");
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] json;
    private final Map<String, String> fields = new HashMap<>();
    private final List<String> seats = new ArrayList<>();
    private @Nullable Answer hold;

    private Answer(byte[] json) {
        this.json = json;
    }

    /** Reads an object; anything else gives {@link #EMPTY}. */
    public static Answer parse(byte[] json) {
        if (json.length == 0) {
            return EMPTY;
        }
        try (JsonParser parser = JSON.createParser(json)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? object(parser, new Answer(json)) : EMPTY;
        } catch (IOException e) {
            return EMPTY;
        }
    }

    /** An answer that did not come as JSON. */
    public static Answer of(Map<String, String> fields, List<String> seats, Answer hold) {
        Answer answer = new Answer(EMPTY.json);
        answer.fields.putAll(fields);
        answer.seats.addAll(seats);
        answer.hold = hold;
        return answer;
    }

    /** An answer that is about seats only. */
    public static Answer ofSeats(List<String> seats) {
        return of(Map.of(), seats, EMPTY);
    }

    /**
     * Whether both say the same: all that is read of them but what is about the exchange itself, such as the number that
     * the server gave it.
     */
    public boolean saysTheSame(Answer other) {
        Map<String, String> mine = new HashMap<>(fields);
        Map<String, String> others = new HashMap<>(other.fields);
        OF_THE_EXCHANGE.forEach(mine::remove);
        OF_THE_EXCHANGE.forEach(others::remove);
        return mine.equals(others) && seats.equals(other.seats);
    }

    /** The whole text, for who needs more of it; not a copy, and empty in {@link #hold()}. */
    public byte[] json() {
        return json;
    }

    /** A top-level field, empty when it is absent or null. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    public long number(String name, long otherwise) {
        String text = text(name);
        try {
            return text.isEmpty() ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** A time in milliseconds since the epoch, written so or as ISO-8601; -1 when there is none. */
    public long timeMs(String name) {
        String text = text(name);
        long number = number(name, -1);
        if (number >= 0) {
            return number;
        }
        try {
            return text.isEmpty() ? -1 : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            return -1;
        }
    }

    /** The ids of its {@code seats}, whether these are given as texts or as objects with a {@code seat}. */
    public List<String> seats() {
        return List.copyOf(seats);
    }

    /** The hold that a waiter was offered, or {@link #EMPTY}. */
    public Answer hold() {
        return hold == null ? EMPTY : hold;
    }

    private static Answer object(JsonParser parser, Answer answer) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && name.equals("seats")) {
                readSeats(parser, answer.seats);
            } else if (value == JsonToken.START_OBJECT && name.equals("hold")) {
                answer.hold = object(parser, new Answer(EMPTY.json));
            } else if (value.isStructStart()) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                answer.fields.put(name, parser.getText());
            }
        }
        return answer;
    }

    private static void readSeats(JsonParser parser, List<String> seats) throws IOException {
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                String seat = object(parser, new Answer(EMPTY.json)).text("seat");
                if (!seat.isEmpty()) {
                    seats.add(seat);
                }
            } else if (token == JsonToken.VALUE_STRING) {
                seats.add(parser.getText());
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
    }
}
