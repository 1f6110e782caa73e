package io.rushline.gateway.view;

/**
 * Hears of holds as they end.
 *
 * <p>Threading: called on the publisher's thread; must not wait.
 */
public interface HoldWatch {
    /** Looks away. */
    HoldWatch NONE = new HoldWatch() {
        @Override
        public void onUnpaid(HoldView hold) {
            // Nobody counts.
        }

        @Override
        public void onBooked(HoldView hold) {
            // Nobody counts.
        }
    };

    /** A hold was released, or has expired. */
    void onUnpaid(HoldView hold);

    /** A hold has become a booking. */
    void onBooked(HoldView hold);
}
