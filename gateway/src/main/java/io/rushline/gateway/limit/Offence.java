package io.rushline.gateway.limit;

/** What a client, or a customer, is locked out for. */
public enum Offence {
    UNKNOWN_SHOWS(Threshold.UNKNOWN_SHOWS, "keeps asking for shows that do not exist"),
    UNKNOWN_IDS(Threshold.UNKNOWN_IDS, "keeps asking for holds, bookings or waiters that do not exist"),
    WRONG_KEYS(Threshold.WRONG_KEYS, "keeps asking without a valid key"),
    UNPAID_HOLDS(Threshold.UNPAID_HOLDS, "keeps holding seats without paying");

    private final Threshold threshold;
    private final String words;

    Offence(Threshold threshold, String words) {
        this.threshold = threshold;
        this.words = words;
    }

    Threshold threshold() {
        return threshold;
    }

    String words() {
        return words;
    }
}
