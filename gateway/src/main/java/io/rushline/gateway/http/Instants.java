package io.rushline.gateway.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Points in time as they stand in requests and answers: ISO-8601, and in answers UTC with three digits of milliseconds. */
final class Instants {
    static final String EXPECTED = "must be a time such as 2026-12-24T19:30:00.000Z";

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Instants() {}

    static String format(long epochMs) {
        return MILLISECONDS.format(Instant.ofEpochMilli(epochMs));
    }

    /** Empty when it is no time, has no zone, or lies outside of the years 1970 to 9999. */
    static Optional<Instant> parse(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            boolean inRange = !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST);
            return inRange ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
