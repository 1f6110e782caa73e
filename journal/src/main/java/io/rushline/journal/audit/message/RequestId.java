package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.RequestIdDecoder;

/** What a client called its request: 128 bits, all zero when it gave none. */
public record RequestId(long high, long low) {
    static RequestId of(RequestIdDecoder decoder) {
        return new RequestId(decoder.high(), decoder.low());
    }

    /** 32 hexadecimal digits, or nothing when none was given. */
    @Override
    public String toString() {
        return (high | low) == 0 ? "" : String.format(java.util.Locale.ROOT, "%016x%016x", high, low);
    }
}
