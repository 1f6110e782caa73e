package io.rushline.gateway.catalogue;

/** Says that a cursor was not one that this list had given out. */
public final class InvalidCursor extends IllegalArgumentException {
    static final String DETAIL = "does not belong to this list; take it, unchanged, from 'next' of the page before";

    private static final long serialVersionUID = 1L;

    InvalidCursor() {
        super("the cursor " + DETAIL);
    }
}
