package io.rushline.gateway.view;

import java.util.function.IntSupplier;

/** The seats of a reply or an event, out of its repeating group. */
public final class SeatGroup {
    private SeatGroup() {}

    /**
     * Reads a whole group. Generated decoders have no type in common, so they come as two numbers.
     *
     * @param count of the group
     * @param next moves on in the group and tells the seat
     */
    public static int[] read(int count, IntSupplier next) {
        int[] seats = new int[count];
        for (int i = 0; i < count; i++) {
            seats[i] = next.getAsInt();
        }
        return seats;
    }
}
