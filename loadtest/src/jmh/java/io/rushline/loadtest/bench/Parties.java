package io.rushline.loadtest.bench;

import java.util.SplittableRandom;

/**
 * Parties in the order in which they came, by the id that the engine knows each by and its place on a tape.
 *
 * <p>Caveat: {@link #tidy} must make room again before as many parties have come as it was told, and any number of
 * parties may be gone from between the others until then.
 */
final class Parties {
    private static final long GONE = 0;

    private final long[] ids;
    private final int[] onTape;
    private int head;
    private int tail;
    private int count;

    /** @param maxCount the most parties at a time */
    Parties(int maxCount) {
        ids = new long[3 * maxCount];
        onTape = new int[3 * maxCount];
    }

    int count() {
        return count;
    }

    void add(long id, int placeOnTape) {
        ids[tail] = id;
        onTape[tail] = placeOnTape;
        tail++;
        count++;
    }

    long id(int place) {
        return ids[place];
    }

    int onTape(int place) {
        return onTape[place];
    }

    /** The place of the one who came first. */
    int first() {
        while (ids[head] == GONE) {
            head++;
        }
        return head;
    }

    /** The place of the one who came last. */
    int last() {
        while (ids[tail - 1] == GONE) {
            tail--;
        }
        return tail - 1;
    }

    /** The place of anyone, each as likely as the other. */
    int draw(SplittableRandom random) {
        int place = head + random.nextInt(tail - head);
        while (ids[place] == GONE) {
            place = head + random.nextInt(tail - head);
        }
        return place;
    }

    void remove(int place) {
        ids[place] = GONE;
        count--;
    }

    /** Makes room for so many more at the end, and leaves no more gaps than parties between them. */
    void tidy(int more) {
        if (tail + more <= ids.length && tail - head <= 2 * count) {
            return;
        }
        int to = 0;
        for (int from = head; from < tail; from++) {
            if (ids[from] != GONE) {
                ids[to] = ids[from];
                onTape[to] = onTape[from];
                to++;
            }
        }
        head = 0;
        tail = to;
    }
}
