package io.rushline.gateway.http;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that the sender learns everything at once. */
final class FieldErrors {
    /** A body can be wrong in more places than anybody wants to read about. */
    private static final int MAX_ERRORS = 50;

    private final List<FieldError> errors = new ArrayList<>(0);

    void add(String field, String detail) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(new FieldError(field, detail));
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Throws the problem that lists them, if there are any. */
    void refuse(String where) {
        if (!errors.isEmpty()) {
            FieldError first = errors.get(0);
            String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
            throw Problem.malformed(where + ": " + first.field() + " " + first.detail() + more)
                    .errors(errors)
                    .exception();
        }
    }
}
