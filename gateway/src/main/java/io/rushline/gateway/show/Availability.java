package io.rushline.gateway.show;

/** How much is left, in the words of the API. */
enum Availability {
    AVAILABLE("Available"),
    ALMOST_FULL("Almost Full"),
    FULL("Full");

    /** From a tenth of the seats downwards a show is almost full. */
    private static final int ALMOST_FULL_SHARE = 10;

    private final String text;

    Availability(String text) {
        this.text = text;
    }

    static Availability of(int free, int capacity) {
        if (free == 0) {
            return FULL;
        }
        return (long) free * ALMOST_FULL_SHARE <= capacity ? ALMOST_FULL : AVAILABLE;
    }

    String text() {
        return text;
    }
}
