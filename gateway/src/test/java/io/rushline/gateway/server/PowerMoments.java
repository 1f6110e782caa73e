package io.rushline.gateway.server;

import io.rushline.journal.power.PowerDisk;
import io.rushline.journal.power.PowerImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Some moments in the lives of primaries on one machine: in front of writes and forces, from a seed, and where one is asked for. */
final class PowerMoments {
    private static final int MOST = 6;
    private static final int ONE_OF = 25;

    private final Random random;
    private final PowerDisk disk;
    private final List<Moment> caught = new ArrayList<>();
    private PowerHistory told;
    private int found;

    /** What is on disk at some moment, what processes find, and what somebody was told. */
    record Moment(PowerImage forced, PowerImage now, PowerHistory told) {}

    /**
     * None yet.
     *
     * @param before what somebody was told before the first life
     */
    PowerMoments(Path machine, long seed, PowerHistory before) throws IOException {
        random = new Random(seed);
        told = before;
        disk = new PowerDisk(machine, this::look);
    }

    /** The machine's disk. */
    PowerDisk disk() {
        return disk;
    }

    /** Whose acknowledgements count from now on. */
    void listenTo(PowerLife life) {
        told = life.history();
    }

    List<Moment> caught() {
        return caught;
    }

    private void look() {
        if (found < MOST && random.nextInt(ONE_OF) == 0) {
            found++;
            take();
        }
    }

    /** Catches this one. */
    void take() {
        try {
            caught.add(new Moment(disk.forced(), disk.now(), told.copy()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
