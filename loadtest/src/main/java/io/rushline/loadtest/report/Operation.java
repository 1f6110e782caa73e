package io.rushline.loadtest.report;

/** What is asked of the server. */
public enum Operation {
    SEE_SEATS("see seats"),
    HOLD("hold"),
    HAMMER("hold, by bots"),
    BOOK("book"),
    RELEASE("release"),
    CANCEL("cancel booking"),
    JOIN("join line"),
    WATCH("wait in line"),
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
        return this == WATCH;
    }

    /** Whether it changes something, so that the journal has it. */
    public boolean isCommand() {
        return switch (this) {
            case HOLD, HAMMER, BOOK, RELEASE, CANCEL, JOIN, LEAVE -> true;
            case SEE_SEATS, WATCH, LOOK, LOOK_UP -> false;
        };
    }
}
