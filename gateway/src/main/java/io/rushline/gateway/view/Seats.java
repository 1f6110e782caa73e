package io.rushline.gateway.view;

import java.util.Arrays;

/** Seats of one event, in a list that is used again and again. */
final class Seats {
    private static final int INITIAL_SEATS = 16;

    private int[] indexes = new int[INITIAL_SEATS];
    private int count;

    static Seats of(int... indexes) {
        Seats seats = new Seats();
        seats.indexes = indexes.clone();
        seats.count = indexes.length;
        return seats;
    }

    void clear() {
        count = 0;
    }

    void add(int index) {
        if (count == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * count);
        }
        indexes[count++] = index;
    }

    int count() {
        return count;
    }

    /** A seat's index in the show's plan. */
    int at(int place) {
        return indexes[place];
    }
}
