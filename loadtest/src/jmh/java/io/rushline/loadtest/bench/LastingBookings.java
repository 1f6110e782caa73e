package io.rushline.loadtest.bench;

import io.rushline.engine.protocol.Adjacency;
import java.util.SplittableRandom;

/** Bookings that are there before the mixed workload begins and stay, where its own are too few to fill the shows. */
final class LastingBookings {
    private static final int TAPE_BOOKINGS = 1 << 12;

    private LastingBookings() {}

    /** One after the other in each show, and round again. */
    static void make(Player player, int bookings, long firstShow, int shows, SplittableRandom random) {
        Tape tape = new Tape(2 * TAPE_BOOKINGS, random);
        for (int i = 0; i < TAPE_BOOKINGS; i++) {
            int quantity = 1 + i % Hall.MAX_PARTY;
            int category = random.nextInt(Hall.CATEGORIES_OF_ENGINE);
            tape.holdBestAvailable(0, quantity, category, Adjacency.PREFERRED, i);
            tape.confirmHold(1, quantity * Hall.price(category), i);
        }
        for (int i = 0; i < bookings; i++) {
            int index = 2 * (i % TAPE_BOOKINGS);
            long show = firstShow + i % shows;
            player.play(tape, index, show, player.sequence() + 1);
            Replies.requireOk(player.outbox());
            player.play(tape, index + 1, player.sequence(), player.sequence());
            Replies.requireOk(player.outbox());
        }
    }
}
