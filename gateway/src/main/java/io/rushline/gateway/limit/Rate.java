package io.rushline.gateway.limit;

/**
 * How much may be asked.
 *
 * @param perSecond in the long run
 * @param burst at once, after a silence
 */
public record Rate(int perSecond, int burst) {
    public Rate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate and its burst are at least 1");
        }
    }

    /** A rate whose burst is two seconds' worth. */
    static Rate of(int perSecond) {
        return new Rate(perSecond, Math.multiplyExact(perSecond, 2));
    }

    /** Reads {@code PER_SECOND} or {@code PER_SECOND:BURST}. */
    static Rate parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? of(Integer.parseInt(text))
                : new Rate(Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
}
