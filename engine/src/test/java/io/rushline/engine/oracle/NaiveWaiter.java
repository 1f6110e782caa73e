package io.rushline.engine.oracle;

/** A party in a show's line. */
record NaiveWaiter(long id, NaiveShow show, String customer, int quantity, int category, long expiresAtMs) {
    /** W5. */
    boolean fits() {
        return show.free(category) >= quantity;
    }

    /** W5. */
    boolean isHopeless() {
        return show.obtainable(category) < quantity;
    }
}
