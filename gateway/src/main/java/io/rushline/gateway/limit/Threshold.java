package io.rushline.gateway.limit;

/** A number that lock-outs and the reserve go by, with what it is when nothing is said. */
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
    LOCK_OUT_SECONDS(600);

    private final int usual;

    Threshold(int usual) {
        this.usual = usual;
    }

    int usual() {
        return usual;
    }
}
