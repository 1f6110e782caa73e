package io.rushline.gateway.catalogue;

import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Query;
import io.rushline.gateway.http.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Reads what a list is asked for out of the query parameters. */
final class CatalogueQueries {
    private static final Text WORDS = Text.unicode(0, 100);
    private static final Text CURSOR = Text.ascii(0, 1024);
    private static final double SMALLEST_RADIUS_KM = 0.001;
    /** What the full search will understand. Ignoring it would give answers that look right and are not. */
    private static final List<String> MOVIE_OPTIONS_TO_COME =
            List.of("lat", "lon", "radiusKm", "postalCode", "spellcheck", "sort");

    private CatalogueQueries() {}

    record Cities(Optional<String> text, Optional<String> state, PageRequest page) {}

    record Cinemas(CinemaSearch search, PageRequest page) {}

    record Movies(Optional<String> text, ShowSearch shows, PageRequest page) {}

    record Shows(ShowSearch shows, PageRequest page) {}

    record Halls(Optional<String> text, OptionalLong cinemaId, PageRequest page) {}

    record AllShows(OptionalLong movieId, OptionalLong hallId, ShowSearch shows, PageRequest page) {}

    static Cities cities(Query query) {
        return new Cities(text(query, "q", WORDS), text(query, "state", WORDS), pageRequest(query));
    }

    static Cinemas cinemas(Query query) {
        CinemaSearch search = new CinemaSearch(
                text(query, "q", WORDS), text(query, "city", WORDS), text(query, "postalCode", WORDS), nearby(query));
        return new Cinemas(search, pageRequest(query));
    }

    static Movies movies(Query query) {
        Optional<String> text = text(query, "q", WORDS);
        ShowSearch shows = showSearch(query);
        PageRequest page = pageRequest(query);
        for (String option : MOVIE_OPTIONS_TO_COME) {
            if (!query.all(option).isEmpty()) {
                query.error(option, "is not understood yet; this list understands q, city, from, to, limit and cursor");
            }
        }
        return new Movies(text, shows, page);
    }

    static Shows shows(Query query) {
        return new Shows(showSearch(query), pageRequest(query));
    }

    static Halls halls(Query query) {
        return new Halls(text(query, "q", WORDS), id(query, "cinemaId"), pageRequest(query));
    }

    static AllShows allShows(Query query) {
        return new AllShows(id(query, "movieId"), id(query, "hallId"), showSearch(query), pageRequest(query));
    }

    private static OptionalLong id(Query query, String name) {
        Optional<String> text = text(query, name, WORDS);
        OptionalLong id = text.map(CatalogueForms::id).orElse(OptionalLong.empty());
        if (text.isPresent() && id.isEmpty()) {
            query.error(name, "must be an id as it was given out, a string of digits");
        }
        return id;
    }

    /** Reads a page, and refuses a cursor that is not of this list. */
    static <T> Page<T> page(Supplier<Page<T>> list) {
        try {
            return list.get();
        } catch (InvalidCursor e) {
            throw Problem.malformed("The query is refused: cursor " + InvalidCursor.DETAIL)
                    .error("cursor", InvalidCursor.DETAIL)
                    .exception();
        }
    }

    /** A form's empty field asks for nothing. */
    private static Optional<String> text(Query query, String name, Text shape) {
        return query.optionalString(name, shape).filter(text -> !text.isEmpty());
    }

    private static PageRequest pageRequest(Query query) {
        int limit = query.int32("limit", 1, PageRequest.MAX_LIMIT, PageRequest.MAX_LIMIT);
        return new PageRequest(limit, text(query, "cursor", CURSOR));
    }

    private static ShowSearch showSearch(Query query) {
        Optional<String> city = text(query, "city", WORDS);
        Optional<Instant> from = query.optionalInstant("from");
        Optional<Instant> to = query.optionalInstant("to");
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            query.error("to", "must be later than from");
        }
        return new ShowSearch(city, epochMs(from), epochMs(to));
    }

    private static OptionalLong epochMs(Optional<Instant> instant) {
        return instant.isPresent() ? OptionalLong.of(instant.get().toEpochMilli()) : OptionalLong.empty();
    }

    private static Optional<Nearby> nearby(Query query) {
        OptionalDouble lat = query.optionalDecimal("lat", -90, 90);
        OptionalDouble lon = query.optionalDecimal("lon", -180, 180);
        OptionalDouble radiusKm = query.optionalDecimal("radiusKm", SMALLEST_RADIUS_KM, Nearby.MAX_RADIUS_KM);
        boolean located = lat.isPresent() && lon.isPresent();
        if (!located && (has(query, "lat") || has(query, "lon") || has(query, "radiusKm"))) {
            refuseMissing(query, "lat");
            refuseMissing(query, "lon");
        }
        if (!located) {
            return Optional.empty();
        }
        Position centre = new Position(lat.getAsDouble(), lon.getAsDouble());
        return Optional.of(new Nearby(centre, radiusKm.orElse(Nearby.DEFAULT_RADIUS_KM)));
    }

    private static boolean has(Query query, String name) {
        return !query.all(name).isEmpty();
    }

    private static void refuseMissing(Query query, String name) {
        if (!has(query, name)) {
            query.error(name, "is missing: lat and lon go together, and radiusKm needs both");
        }
    }
}
