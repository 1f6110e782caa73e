package io.rushline.gateway.limit;

/** A rate that clients are held to, with what it is when nothing is said. */
public enum RateLimit {
    /** Reads of all who have keys of one name. */
    KEY_READS(20_000),
    /** Commands of all who have keys of one name. */
    KEY_COMMANDS(5_000),
    /** Reads of one address; where addresses are IPv6, of one /64 network. */
    ADDRESS_READS(10_000),
    /** Commands of one address, likewise. */
    ADDRESS_COMMANDS(2_500);

    private final int perSecond;

    RateLimit(int perSecond) {
        this.perSecond = perSecond;
    }

    Rate usual() {
        return Rate.of(perSecond);
    }
}
