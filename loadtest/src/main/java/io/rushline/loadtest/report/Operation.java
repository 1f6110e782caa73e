package io.rushline.loadtest.report;

/** What is asked of the server. */
public enum Operation {
    SEE_CITIES("see cities"),
    SEE_MOVIES("see movies"),
    SEE_SHOW("see show"),
    SEE_SEATS("see seats"),
    SEE_UNCHANGED("see seats, unchanged"),
    HOLD("hold"),
    HAMMER("hold, by bots"),
    BOOK("book"),
    RELEASE("release"),
    EXCHANGE("exchange seats"),
    CANCEL("cancel booking"),
    JOIN("join line"),
    WATCH("wait in line"),
    LEAVE("leave line"),
    LOOK("look at place in line"),
    LOOK_UP("look up booking"),
    OPERATE("operate a sale");

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
            case HOLD, HAMMER, BOOK, RELEASE, EXCHANGE, CANCEL, JOIN, LEAVE, OPERATE -> true;
            case SEE_CITIES, SEE_MOVIES, SEE_SHOW, SEE_SEATS, SEE_UNCHANGED, WATCH, LOOK, LOOK_UP -> false;
        };
    }
}
