package io.rushline.engine.seat;

/** Up to ten seats, ascending: what a hold asks for or gets. */
public final class SeatSelection {
    /** The most seats of one hold. */
    public static final int MAX_SEATS = 10;

    private final int[] seats = new int[MAX_SEATS];
    private int count;

    public void clear() {
        count = 0;
    }

    public int count() {
        return count;
    }

    public int seat(int index) {
        return seats[index];
    }

    /** A seat of even index in the low half and the next one, or nothing of meaning, in the high half. */
    public long pair(int index) {
        return (seats[index] & 0xFFFF_FFFFL) | (long) seats[index + 1] << Integer.SIZE;
    }

    /** Adds a seat in its place. There must be room for it. */
    public void add(int seat) {
        int index = count++;
        while (index > 0 && seats[index - 1] > seat) {
            seats[index] = seats[index - 1];
            index--;
        }
        seats[index] = seat;
    }

    public boolean contains(int seat) {
        for (int i = 0; i < count; i++) {
            if (seats[i] == seat) {
                return true;
            }
        }
        return false;
    }

    /** Whether the seats are neighbours in one row, or all in one general-admission area. */
    public boolean isAdjacent(SeatPlan plan) {
        if (count == 0) {
            return true;
        }
        int row = plan.rowOf(seats[0]);
        if (plan.rowOf(seats[count - 1]) != row) {
            return false;
        }
        return plan.isGeneralAdmission(row) || seats[count - 1] - seats[0] == count - 1;
    }
}
