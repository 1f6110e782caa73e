package io.rushline.loadtest.bench;

/**
 * The neighbouring seats that a customer asks for.
 *
 * @param customer the same until he has his seats
 * @param firstSeat counted from 0 through the hall
 */
record Wish(long customer, int firstSeat, int quantity) {
    int endSeat() {
        return firstSeat + quantity;
    }
}
