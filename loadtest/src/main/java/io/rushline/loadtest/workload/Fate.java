package io.rushline.loadtest.workload;

/** How an on-sale ended for a customer. */
enum Fate {
    BOOKED("booked"),
    CANCELLED("booked and cancelled"),
    RELEASED("released the seats"),
    LET_EXPIRE("let the hold expire"),
    TOO_LATE("came too late to book"),
    FULL("told that the show is full"),
    WOULD_NOT_WAIT("would not wait in line"),
    LOST_PATIENCE("lost patience in the line"),
    WAITED_IN_VAIN("waited in vain"),
    LEFT("left the line at the end"),
    HAMMERED("were bots"),
    SENT_TO_AND_FRO("sent to and fro without seats"),
    FAILED("could not be served");

    private final String label;

    Fate(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
