package io.rushline.journal.audit.picture;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Ids in the order in which they came, and how many of those before one are still there.
 *
 * <pre>
 *  ids    11  14  15  20        ascending; who left keeps the place until there is no room
 *  here    1   0   1   1
 *  sums    1   1   1   3        a Fenwick tree over here: each sum is of as many as its index has at its lowest bit
 * </pre>
 *
 * <p>Each step takes as many steps as the logarithm of the length, and room is made at a cost that all who came since share.
 *
 * <p>Source: Peter M. Fenwick, A New Data Structure for Cumulative Frequency Tables, 1994.
 */
final class JoinOrder {
    private static final int ROOM_MIN = 16;

    private long[] ids = new long[ROOM_MIN];
    private int[] sums = new int[ROOM_MIN + 1];
    private final BitSet here = new BitSet();
    private int count;
    private int hereCount;

    /** Takes an id that is greater than all before; another one, which only a forged journal has, changes nothing. */
    void add(long id) {
        if (count > 0 && id <= ids[count - 1]) {
            return;
        }
        if (count == ids.length) {
            makeRoom();
        }
        ids[count] = id;
        here.set(count);
        hereCount++;
        change(count++, 1);
    }

    /** Takes an id away; one that is not there changes nothing. */
    void remove(long id) {
        int index = Arrays.binarySearch(ids, 0, count, id);
        if (index >= 0 && here.get(index)) {
            here.clear(index);
            hereCount--;
            change(index, -1);
        }
    }

    /** How many are there that came before an id, which need not be there itself. */
    int before(long id) {
        int index = Arrays.binarySearch(ids, 0, count, id);
        int sum = 0;
        for (int i = index < 0 ? -index - 1 : index; i > 0; i -= i & -i) {
            sum += sums[i];
        }
        return sum;
    }

    private void change(int index, int by) {
        for (int i = index + 1; i < sums.length; i += i & -i) {
            sums[i] += by;
        }
    }

    private void makeRoom() {
        long[] old = ids;
        BitSet wereHere = (BitSet) here.clone();
        ids = new long[Math.max(ROOM_MIN, 2 * hereCount)];
        sums = new int[ids.length + 1];
        here.clear();
        count = 0;
        hereCount = 0;
        for (int i = wereHere.nextSetBit(0); i >= 0; i = wereHere.nextSetBit(i + 1)) {
            add(old[i]);
        }
    }
}
