package io.rushline.gateway.catalogue;

import io.rushline.gateway.http.FieldError;
import java.util.List;

/** Says everything that is wrong with a hall's layout, up to {@link #MAX_PROBLEMS} things. */
public final class InvalidHallLayout extends IllegalArgumentException {
    static final int MAX_PROBLEMS = 50;

    private static final long serialVersionUID = 1L;

    // Exceptions can be serialised, lists in general cannot; nobody serialises this one.
    private final transient List<FieldError> problems;

    InvalidHallLayout(List<FieldError> problems) {
        super("the layout of the hall is not valid: " + problems);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the request; never empty. */
    public List<FieldError> problems() {
        return problems;
    }
}
