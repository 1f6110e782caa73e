package io.rushline.gateway.catalogue;

import java.time.LocalDate;
import java.util.Optional;

/** A film that may be shown. */
public record Movie(
        long movieId,
        String title,
        Optional<String> description,
        int durationMinutes,
        Optional<String> genre,
        Optional<String> language,
        Optional<LocalDate> releaseDate) {}
