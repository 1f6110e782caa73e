package io.rushline.gateway.catalogue;

import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads cities, cinemas and movies out of requests: whole ones to create, and parts to change. In a change what is
 * absent stays as it is, and {@code null} removes what need not be there.
 */
final class CatalogueForms {
    private static final int NAME = 100;
    private static final int STATE = 50;
    private static final int ADDRESS = 200;
    private static final int POSTAL_CODE = 20;
    private static final int TITLE = 200;
    private static final int DESCRIPTION = 4000;
    private static final int LABEL = 64;
    private static final int MAX_DURATION_MINUTES = 1440;
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    /** Ids and dates: what else they must be is said by their own checks. */
    private static final Text WORD = Text.unicode(1, 100);

    private CatalogueForms() {}

    static NewCity newCity(JsonObject json) {
        String name = text(json, "name", NAME);
        String state = text(json, "state", STATE);
        Position position = new Position(json.decimal("lat", -90, 90), json.decimal("lon", -180, 180));
        return new NewCity(name, state, position);
    }

    static UnaryOperator<City> cityChange(JsonObject json) {
        Optional<String> name = changedText(json, "name", NAME);
        Optional<String> state = changedText(json, "state", STATE);
        Optional<Position> position = optionalPosition(json);
        return old -> new City(
                old.cityId(), name.orElse(old.name()), state.orElse(old.state()), position.orElse(old.position()));
    }

    /** @param cities finds a city by its id */
    static NewCinema newCinema(JsonObject json, LongFunction<Optional<City>> cities) {
        if (!json.has("cityId")) {
            json.error("cityId", "is missing");
        }
        long cityId = city(json, cities).map(City::cityId).orElse(0L);
        return new NewCinema(
                cityId,
                text(json, "name", NAME),
                optionalText(json, "address", ADDRESS),
                optionalText(json, "postalCode", POSTAL_CODE),
                optionalPosition(json));
    }

    /** @param cities finds a city by its id */
    static UnaryOperator<Cinema> cinemaChange(JsonObject json, LongFunction<Optional<City>> cities) {
        refuseNull(json, "cityId");
        Optional<City> city = city(json, cities);
        Optional<String> name = changedText(json, "name", NAME);
        UnaryOperator<Optional<String>> address =
                optionalChange(json, "address", optionalText(json, "address", ADDRESS));
        UnaryOperator<Optional<String>> postalCode =
                optionalChange(json, "postalCode", optionalText(json, "postalCode", POSTAL_CODE));
        Optional<Position> position = optionalPosition(json);
        return old -> new Cinema(
                old.cinemaId(),
                city.orElse(old.city()),
                name.orElse(old.name()),
                address.apply(old.address()),
                postalCode.apply(old.postalCode()),
                position.orElse(old.position()));
    }

    static NewMovie newMovie(JsonObject json) {
        return new NewMovie(
                text(json, "title", TITLE),
                optionalText(json, "description", DESCRIPTION),
                json.int32("durationMinutes", 1, MAX_DURATION_MINUTES),
                optionalText(json, "genre", LABEL),
                optionalText(json, "language", LABEL),
                releaseDate(json));
    }

    static UnaryOperator<Movie> movieChange(JsonObject json) {
        Optional<String> title = changedText(json, "title", TITLE);
        UnaryOperator<Optional<String>> description =
                optionalChange(json, "description", optionalText(json, "description", DESCRIPTION));
        refuseNull(json, "durationMinutes");
        OptionalLong duration = json.optionalInt64("durationMinutes", 1, MAX_DURATION_MINUTES);
        UnaryOperator<Optional<String>> genre = optionalChange(json, "genre", optionalText(json, "genre", LABEL));
        UnaryOperator<Optional<String>> language =
                optionalChange(json, "language", optionalText(json, "language", LABEL));
        UnaryOperator<Optional<LocalDate>> releaseDate = optionalChange(json, "releaseDate", releaseDate(json));
        return old -> new Movie(
                old.movieId(),
                title.orElse(old.title()),
                description.apply(old.description()),
                (int) duration.orElse(old.durationMinutes()),
                genre.apply(old.genre()),
                language.apply(old.language()),
                releaseDate.apply(old.releaseDate()));
    }

    /** The number behind an id as it stands in paths and bodies; empty when no id looks like that. */
    static OptionalLong id(String text) {
        return ID.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Optional<City> city(JsonObject json, LongFunction<Optional<City>> cities) {
        Optional<String> text = json.optionalString("cityId", WORD);
        if (text.isEmpty() || text.get().isEmpty()) {
            return Optional.empty();
        }
        OptionalLong cityId = id(text.get());
        Optional<City> city = cityId.isPresent() ? cities.apply(cityId.getAsLong()) : Optional.empty();
        if (city.isEmpty()) {
            json.error("cityId", "is not the id of a city");
        }
        return city;
    }

    private static Optional<Position> optionalPosition(JsonObject json) {
        refuseNull(json, "lat");
        refuseNull(json, "lon");
        Optional<Double> lat = json.optionalDecimal("lat", -90, 90);
        Optional<Double> lon = json.optionalDecimal("lon", -180, 180);
        if (lat.isPresent() != lon.isPresent()) {
            json.error(lat.isPresent() ? "lon" : "lat", "is missing: lat and lon go together");
        }
        return lat.flatMap(north -> lon.map(east -> new Position(north, east)));
    }

    private static Optional<LocalDate> releaseDate(JsonObject json) {
        Optional<String> text = json.optionalString("releaseDate", WORD);
        if (text.isEmpty() || text.get().isEmpty()) {
            return Optional.empty();
        }
        try {
            if (DATE.matcher(text.get()).matches()) {
                return Optional.of(LocalDate.parse(text.get()));
            }
        } catch (DateTimeException e) {
            // No day of the calendar: answered below, like what is no date at all.
        }
        json.error("releaseDate", "must be a date such as 2026-12-24");
        return Optional.empty();
    }

    private static String text(JsonObject json, String name, int maxLength) {
        String text = json.string(name, Text.unicode(1, maxLength));
        refuseMisfit(json, name, text, maxLength);
        return text;
    }

    private static Optional<String> optionalText(JsonObject json, String name, int maxLength) {
        return json.has(name) ? Optional.of(text(json, name, maxLength)) : Optional.empty();
    }

    private static Optional<String> changedText(JsonObject json, String name, int maxLength) {
        refuseNull(json, name);
        return optionalText(json, name, maxLength);
    }

    private static <T> UnaryOperator<Optional<T>> optionalChange(JsonObject json, String name, Optional<T> value) {
        boolean removed = json.isNull(name);
        return old -> removed || value.isPresent() ? value : old;
    }

    private static void refuseNull(JsonObject json, String name) {
        if (json.isNull(name)) {
            json.error(name, "must not be null; leave it out to keep what is there");
        }
    }

    /** Columns count UTF-16 units where a request's bounds count characters. */
    private static void refuseMisfit(JsonObject json, String name, String text, int maxLength) {
        if (!text.equals(text.strip())) {
            json.error(name, "must not begin or end with a space");
        }
        if (text.length() > maxLength && text.codePointCount(0, text.length()) <= maxLength) {
            json.error(name, "has too many characters beyond the basic plane");
        }
    }
}
