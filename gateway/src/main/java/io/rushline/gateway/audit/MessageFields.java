package io.rushline.gateway.audit;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Message;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.message.RequestId;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Prints messages field by field: each is a record, and its components are called like the fields of the schema. Times
 * become ISO-8601, seats their names.
 */
final class MessageFields {
    private static final Set<String> OF_ALL_EVENTS = Set.of("sequence", "timestampMs");
    private static final Set<String> SEATS = Set.of("seats", "formerSeats");
    private static final int MAX_LISTED = 20;

    private final Picture picture;

    /** Fields with the seat names of the shows in a picture. */
    MessageFields(Picture picture) {
        this.picture = picture;
    }

    /** {@code Name field=value field=value}. */
    String text(Message message) {
        StringBuilder text = new StringBuilder(message.name());
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Object value = value(component, message);
            if (isShown(message, component, value) && isWorthALine(message, component, value)) {
                text.append(' ').append(name(component)).append('=').append(inText(message, component, value));
            }
        }
        return text.toString();
    }

    /** On a line, what says nothing new is left out. */
    private static boolean isWorthALine(Message message, RecordComponent component, Object value) {
        boolean isUsual = message instanceof Reply
                && (OF_ALL_EVENTS.contains(component.getName())
                        || (value instanceof Boolean flag && !flag)
                        || value.equals(Code.OK));
        return !isUsual && !(value instanceof RequestId) && !(value instanceof List<?> list && list.isEmpty());
    }

    private String inText(Message message, RecordComponent component, Object value) {
        if (isTime(component)) {
            return Instant.ofEpochMilli((Long) value).toString();
        }
        if (SEATS.contains(component.getName())) {
            List<String> seats = seats(message, (List<?>) value);
            int more = seats.size() - MAX_LISTED;
            return more > 0
                    ? String.join(",", seats.subList(0, MAX_LISTED)) + ",and-" + more + "-more"
                    : String.join(",", seats);
        }
        if (value instanceof List<?> list && list.size() > MAX_LISTED) {
            return list.size() + "-of-them";
        }
        if (value instanceof Message inner) {
            return "(" + text(inner) + ")";
        }
        return value.toString();
    }

    /** The fields of a message into a JSON object. */
    void write(JsonWriter json, Message message) {
        json.field("name", message.name());
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            Object value = value(component, message);
            if (isShown(message, component, value)) {
                write(json, message, component, value);
            }
        }
    }

    private void write(JsonWriter json, Message message, RecordComponent component, Object value) {
        String name = name(component);
        if (isTime(component)) {
            json.instant(name, (Long) value);
        } else if (SEATS.contains(component.getName())) {
            json.strings(name, seats(message, (List<?>) value));
        } else if (value instanceof Number number) {
            json.field(name, number.longValue());
        } else if (value instanceof Boolean flag) {
            json.field(name, flag.booleanValue());
        } else if (value instanceof List<?> list) {
            writeList(json, name, list);
        } else if (value instanceof Message inner) {
            json.object(name, each -> write(each, inner));
        } else {
            json.field(name, value.toString());
        }
    }

    private void writeList(JsonWriter json, String name, List<?> list) {
        if (!list.isEmpty() && list.get(0) instanceof Record) {
            json.objects(name, list, this::writeRecord);
        } else {
            json.strings(name, list.stream().map(Object::toString).toList());
        }
    }

    private void writeRecord(JsonWriter json, Object part) {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            Object value = value(component, part);
            if (value instanceof Number number) {
                json.field(name(component), number.longValue());
            } else if (value instanceof List<?> list) {
                writeList(json, name(component), list);
            } else {
                json.field(name(component), value.toString());
            }
        }
    }

    private List<String> seats(Message message, List<?> indexes) {
        Optional<ShowPicture> show = picture.show(picture.showOf(message));
        return indexes.stream()
                .map(index -> show.map(known -> known.plan().seatName((Integer) index))
                        .orElse("#" + index))
                .toList();
    }

    private static boolean isShown(Message message, RecordComponent component, Object value) {
        boolean isNamedElsewhere = message instanceof Event && OF_ALL_EVENTS.contains(component.getName());
        return !isNamedElsewhere && !value.toString().isEmpty();
    }

    private static boolean isTime(RecordComponent component) {
        return component.getName().endsWith("AtMs") || component.getName().equals("timestampMs");
    }

    private static String name(RecordComponent component) {
        String name = component.getName();
        return isTime(component) ? name.substring(0, name.length() - 2) : name;
    }

    /** What a command leaves as it is says nothing, and is not shown; among prices it has its place. */
    private static Object given(Object value) {
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : "";
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : "";
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof OptionalLong) {
            return list.stream()
                    .map(each -> each.equals(OptionalLong.empty()) ? "-" : given(each))
                    .toList();
        }
        return value;
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return given(component.getAccessor().invoke(of));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("messages are public records: " + component, e);
        }
    }
}
