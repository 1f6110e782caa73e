package io.rushline.gateway.catalogue;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A query that grows by the conditions that were asked for. */
final class Select {
    private final StringBuilder sql;
    private final Map<String, Object> values = new HashMap<>();
    private boolean hasCondition;

    Select(String head) {
        sql = new StringBuilder(head);
    }

    Select where(String condition) {
        sql.append(hasCondition ? " AND " : " WHERE ").append(condition);
        hasCondition = true;
        return this;
    }

    Select where(String condition, String name, Object value) {
        values.put(name, value);
        return where(condition);
    }

    Select bind(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Keeps rows that contain a text somewhere in a column, upper or lower case. */
    Select contains(String column, String text) {
        return where("LOWER(" + column + ") LIKE LOWER(:text) ESCAPE '!'", "text", '%' + escaped(text) + '%');
    }

    /** Keeps rows of cities with an id when the text is a number, with a name otherwise; {@code ci} are the cities. */
    Select inCity(String city) {
        return where(cityCondition(city), "city", cityValue(city));
    }

    static String cityCondition(String city) {
        return isId(city) ? "ci.city_id = :city" : "LOWER(ci.name) = LOWER(:city)";
    }

    static Object cityValue(String city) {
        return isId(city) ? (Object) Long.valueOf(city) : city;
    }

    /** Keeps rows behind a place in the order of a key and, among equal keys, an id. */
    Select after(String keyColumn, Object key, String idColumn, long id) {
        String condition = "(%1$s > :lastKey OR (%1$s = :lastKey AND %2$s > :lastId))".formatted(keyColumn, idColumn);
        return where(condition, "lastKey", key).bind("lastId", id);
    }

    Select limit(int rows) {
        return bind("limit", rows).then("FETCH FIRST :limit ROWS ONLY");
    }

    Select then(String clause) {
        sql.append(' ').append(clause);
        return this;
    }

    Query on(Handle handle) {
        return handle.createQuery(sql).bindMap(values);
    }

    /** 18 digits always fit a long; longer numbers are taken for names, and name no city. */
    private static boolean isId(String city) {
        return !city.isEmpty() && city.length() <= 18 && city.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
