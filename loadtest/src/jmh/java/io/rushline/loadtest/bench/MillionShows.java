package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A program that puts shows of 1,000 seats on sale in one engine, sells some of them, and says how much memory its process
 * takes: heap, code, threads, everything that is resident.
 *
 * <p>All shows share one plan of four price categories with some accessible and companion places. Each booking is of 1 to
 * 4 seats by a customer of its own, a HoldBestAvailable and a ConfirmHold, one in each show and round again.
 *
 * <p>Threading: one thread. It is started in a process of its own, as nothing else may count.
 */
public final class MillionShows {
    static final int SHOWS = 1_000_000;

    /** Before the line with the resident bytes now, and the most that there ever were. */
    static final String RESULT = "resident-bytes ";

    static final int COMMANDS_PER_MS = 1;
    private static final int HOLD_MS = 305_000;
    private static final int MAX_PER_CUSTOMER = 10;
    static final long SEED = 7_475;

    private MillionShows() {}

    /**
     * Runs it.
     *
     * @param arguments the number of shows, and that of bookings
     */
    public static void main(String[] arguments) {
        int shows = Integer.parseInt(arguments[0]);
        int bookings = Integer.parseInt(arguments[1]);
        Player player = open(shows, bookings, new SplittableRandom(SEED));
        System.out.println(RESULT + status("VmRSS:") + " " + status("VmHWM:"));
        if (player.engine().lastSequence() != player.sequence()) {
            throw new IllegalStateException("the engine is not where it should be");
        }
    }

    /** An engine with shows on sale and bookings. */
    static Player open(int shows, int bookings, SplittableRandom random) {
        Player player = new Player(new Engine(EngineLimits.SERVER), COMMANDS_PER_MS);
        open(player, shows, bookings, random);
        return player;
    }

    /** Opens shows and makes bookings through a player that has done nothing yet. */
    static void open(Player player, int shows, int bookings, SplittableRandom random) {
        long startNs = System.nanoTime();
        long firstShow = OpenHouse.open(player, Hall.THEATRE, shows, HOLD_MS, MAX_PER_CUSTOMER, random.split());
        print(shows + " shows of " + Hall.THEATRE.seatCount() + " seats are on sale", startNs);
        LastingBookings.make(player, bookings, firstShow, shows, random.split());
        print(bookings + " bookings were made", startNs);
    }

    private static void print(String what, long startNs) {
        System.out.printf(
                Locale.ROOT,
                "%s after %.1f s: %,d MiB resident%n",
                what,
                (System.nanoTime() - startNs) / 1e9,
                status("VmRSS:") >> 20);
    }

    /** A number of bytes that Linux tells about this process. */
    private static long status(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("/proc/self/status has no " + name);
    }
}
