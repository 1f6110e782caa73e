package io.rushline.loadtest.report;

/** What a customer asks of the server. */
public enum Operation {
    HOLD("hold"),
    BOOK("book"),
    RELEASE("release"),
    JOIN("join line"),
    POLL("wait in line"),
    LEAVE("leave line"),
    LOOK("look at place in line"),
    LOOK_UP("look up booking");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /** As the report prints it. */
    public String label() {
        return label;
    }

    /** Whether its answer may come when the server likes, so that the time to it says nothing about speed. */
    public boolean waits() {
        return this == POLL;
    }
}
