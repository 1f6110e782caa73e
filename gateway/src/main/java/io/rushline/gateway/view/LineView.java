package io.rushline.gateway.view;

import java.util.Arrays;

/**
 * Who is ahead of whom in one line: tickets are given in order, and a Fenwick tree counts those still waiting.
 *
 * <p>Joining, leaving and asking for a position cost O(log n), however long the line is.
 *
 * <p>Threading: the owner guards it. Source: Fenwick, "A New Data Structure for Cumulative Frequency Tables", 1994.
 */
final class LineView {
    private static final int INITIAL_TICKETS = 16;

    private int[] tree = new int[0];
    private boolean[] waiting = new boolean[0];
    private long firstTicket;
    private long nextTicket;
    private int length;

    int length() {
        return length;
    }

    /** Gives the next ticket. */
    long join() {
        if (nextTicket - firstTicket == waiting.length) {
            makeRoom();
        }
        long ticket = nextTicket++;
        waiting[(int) (ticket - firstTicket)] = true;
        add((int) (ticket - firstTicket), 1);
        length++;
        return ticket;
    }

    void leave(long ticket) {
        waiting[(int) (ticket - firstTicket)] = false;
        add((int) (ticket - firstTicket), -1);
        length--;
    }

    /** Parties that wait with a smaller ticket. */
    int ahead(long ticket) {
        int count = 0;
        int index = (int) Math.max(0, Math.min(ticket - firstTicket, waiting.length));
        for (; index > 0; index -= index & -index) {
            count += tree[index];
        }
        return count;
    }

    private void add(int place, int change) {
        for (int index = place + 1; index < tree.length; index += index & -index) {
            tree[index] += change;
        }
    }

    /** Drops the tickets before the first that still waits, and leaves as much room again as is in use. */
    private void makeRoom() {
        int gone = 0;
        while (gone < waiting.length && !waiting[gone]) {
            gone++;
        }
        int used = waiting.length - gone;
        boolean[] kept = Arrays.copyOfRange(waiting, gone, gone + Math.max(INITIAL_TICKETS, used * 2));
        waiting = kept;
        firstTicket += gone;
        tree = new int[kept.length + 1];
        for (int place = 0; place < used; place++) {
            if (kept[place]) {
                add(place, 1);
            }
        }
    }
}
