package io.rushline.gateway.limit;

/** A number that lock-outs, the reserve and the bound on connections go by, with what it is when nothing is said. */
public enum Threshold {
    /** So much of a rate of commands again is kept for paying, releasing and leaving. */
    RESERVE_PERCENT(25),
    /** Requests for shows that do not exist, within the window, that lock a client out. */
    UNKNOWN_SHOWS(30),
    /** Requests for holds, bookings and waiters that do not exist, likewise. */
    UNKNOWN_IDS(30),
    /** Requests without a valid key, likewise: whoever comes without one is locked out. */
    WRONG_KEYS(30),
    /** In which all of them are counted. */
    WINDOW_SECONDS(60),
    /** Holds of one customer that end unpaid, within their window, and lock that customer out. */
    UNPAID_HOLDS(20),
    /** In which they are counted. */
    UNPAID_WINDOW_SECONDS(600),
    /** How long a lock-out lasts. */
    LOCK_OUT_SECONDS(600),
    /** Connections that one address may have open, over HTTP and the binary protocol together; 0 for no bound. */
    CONNECTIONS_PER_ADDRESS(5_000, 0);

    private final int usual;
    private final int least;

    Threshold(int usual) {
        this(usual, 1);
    }

    Threshold(int usual, int least) {
        this.usual = usual;
        this.least = least;
    }

    /** The smallest value that it may have. */
    int least() {
        return least;
    }

    int usual() {
        return usual;
    }
}
