package io.rushline.gateway.catalogue;

/** Says that a cursor was not one that this list had given out. */
public final class InvalidCursor extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidCursor() {
        super("the cursor does not belong to this list; take it from 'next' of the page before, unchanged");
    }
}
