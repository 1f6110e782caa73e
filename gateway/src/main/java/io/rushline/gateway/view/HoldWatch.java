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
        public void onUnpaid(String customer) {
            // Nobody counts.
        }

        @Override
        public void onBooked(String customer) {
            // Nobody counts.
        }
    };

    /** A hold of a customer was released, or has expired. */
    void onUnpaid(String customer);

    /** A hold of a customer has become a booking. */
    void onBooked(String customer);
}
