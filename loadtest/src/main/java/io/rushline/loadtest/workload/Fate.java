package io.rushline.loadtest.workload;

/** How an on-sale ended for a customer. */
enum Fate {
    BOOKED("booked"),
    RELEASED("released the seats"),
    LET_EXPIRE("let the hold expire"),
    TOO_LATE("came too late to book"),
    FULL("told that the show is full"),
    WAITED_IN_VAIN("waited in vain"),
    LEFT("left the line at the end"),
    FAILED("could not be served");

    private final String label;

    Fate(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
