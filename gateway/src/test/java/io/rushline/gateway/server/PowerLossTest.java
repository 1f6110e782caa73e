package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.PowerHistory.Event;
import io.rushline.gateway.server.PowerMoments.Moment;
import io.rushline.journal.Disk;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.event.EventReader;
import io.rushline.journal.power.PowerDisk;
import io.rushline.journal.power.UnforcedDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power loss leaves of a data directory, its journal, events and snapshots, at any moment, from one seed: {@code
 * -Drushline.images=5000 -Drushline.seed=1} makes more images, or the same again.
 */
class PowerLossTest {
    private static final int IMAGES = Integer.getInteger("rushline.images", 100);
    private static final int IMAGES_PER_MOMENT = 3;

    private static final Disk UNFORCED = new UnforcedDisk();

    @TempDir
    private Path root = Path.of("");

    private int images;
    private int imagesOfSale;
    private int unacknowledged;
    private int again;

    @Test
    void shouldRecoverAllThatWasAcknowledgedAndTellEachEventOnce() throws Exception {
        long seed = Long.getLong("rushline.seed", new Random().nextInt());
        System.out.println("PowerLossTest: " + IMAGES + " images from seed " + seed);
        for (long sale = seed; images < IMAGES; sale++) {
            imagesOfSale = 0;
            Path machine = Files.createDirectory(root.resolve("sale-" + sale));
            try {
                for (Moment moment : sell(machine, sale)) {
                    loseAll(moment, sale, true);
                }
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "-Drushline.images=1 -Drushline.seed=" + sale + ", image " + imagesOfSale + ": "
                                + e.getMessage(),
                        e);
            } finally {
                delete(machine);
            }
        }
        System.out.println("PowerLossTest: of " + images + " images " + unacknowledged
                + " with what was never acknowledged, " + again + " of a loss while it recovered from another");
    }

    /** The journal begins behind the older of two snapshots, and the queue is gone: it is written again from there. */
    @Test
    void shouldTellAllEventsBehindTheOldestSnapshotWhenTheQueueIsGone() throws Exception {
        long seed = Long.getLong("rushline.seed", new Random().nextInt());
        System.out.println("PowerLossTest: seed " + seed);
        Random random = new Random(seed);
        Path data = root.resolve("data");
        PowerHistory told = new PowerHistory();
        for (boolean isPruned : new boolean[] {true, false}) {
            PowerLife life = PowerLife.start(data, UNFORCED, random, told);
            life.beginEpoch();
            life.batches(40);
            life.stop(isPruned);
            told = life.history();
        }
        delete(data.resolve("events"));
        long pruned = told.prunedEventId();
        assertThat(pruned).as("seed %d", seed).isBetween(1L, told.lastEventId() - 1);
        assertThat(verify(data)).contains("none; the next start writes those behind " + pruned + ",");

        try (PowerLife life = PowerLife.start(data, UNFORCED, random, told)) {
            assertThatEventsAreThose(life);
        }

        assertThat(verify(data)).contains(" " + (pruned + 1) + " to " + told.lastEventId() + " in ", ", all whole");
    }

    private static String verify(Path data) {
        StringWriter out = new StringWriter();
        Rushline.commandLine().setOut(new PrintWriter(out)).execute("journal", "verify", "--data", data.toString());
        return out.toString();
    }

    /** Some lives of a primary, one after the other, with snapshots of standbys and their own. */
    private List<Moment> sell(Path machine, long seed) throws IOException {
        Random random = new Random(seed);
        PowerMoments moments = new PowerMoments(machine, ~seed, new PowerHistory());
        PowerHistory told = new PowerHistory();
        try (PowerDisk disk = moments.disk()) {
            for (int lives = 1 + random.nextInt(3); lives > 0; lives--) {
                PowerLife life = PowerLife.start(machine.resolve("data"), disk, random, told);
                life.serve();
                moments.listenTo(life);
                moments.take();
                life.beginEpoch();
                life.batches(random.nextInt(6));
                if (random.nextBoolean()) {
                    life.snapshotByStandby();
                    moments.take();
                    life.batches(random.nextInt(4));
                }
                switch (random.nextInt(4)) {
                    case 0 -> life.close();
                    case 1 -> life.die(disk);
                    default -> life.stop(random.nextBoolean());
                }
                moments.take();
                told = life.history();
            }
        }
        return moments.caught();
    }

    private void loseAll(Moment moment, long seed, boolean isFirst) throws Exception {
        for (int i = 0; i < IMAGES_PER_MOMENT; i++) {
            // The same for this sale alone, whatever sales came before it.
            Random random = new Random(seed + 31L * imagesOfSale);
            images++;
            imagesOfSale++;
            Path machine = Files.createDirectory(root.resolve("image-" + images));
            try {
                moment.forced().withAnyOf(moment.now(), random).writeTo(machine);
                if (isFirst && random.nextInt(4) == 0) {
                    PowerMoments moments = new PowerMoments(machine, seed, moment.told());
                    try (PowerDisk disk = moments.disk()) {
                        recover(machine, disk, random, moment.told());
                    }
                    for (Moment second : moments.caught()
                            .subList(0, Math.min(1, moments.caught().size()))) {
                        again += IMAGES_PER_MOMENT;
                        loseAll(second, seed, false);
                    }
                } else {
                    recover(machine, UNFORCED, random, moment.told());
                }
            } finally {
                delete(machine);
            }
        }
    }

    /** A start on what is left, some batches, and one more start. */
    private void recover(Path machine, Disk disk, Random random, PowerHistory told) throws Exception {
        Path data = machine.resolve("data");
        PowerHistory history;
        try (PowerLife life = PowerLife.start(data, disk, random, told)) {
            history = life.history();
            unacknowledged += history.isAcknowledged() ? 0 : 1;
            assertThatEventsAreThose(life);
            if (disk != UNFORCED) {
                return;
            }
            life.beginEpoch();
            life.batches(2);
        }
        try (PowerLife life = PowerLife.start(data, disk, random, history)) {
            assertThat(life.history().lastSequence()).isEqualTo(history.lastSequence());
            assertThatEventsAreThose(life);
        }
    }

    private static void assertThatEventsAreThose(PowerLife life) throws Exception {
        PowerHistory history = life.history();
        List<EventFile> files = EventFile.list(life.eventDirectory());
        long first = files.isEmpty() ? 1 : files.get(0).firstEventId();
        assertThat(first).as("first event").isLessThanOrEqualTo(history.prunedEventId() + 1);
        List<Event> found = new ArrayList<>();
        try (EventReader reader = new EventReader(life.eventDirectory(), first - 1)) {
            while (reader.read(
                            1_000,
                            Integer.MAX_VALUE,
                            (planId, currency, event, offset, length) ->
                                    found.add(new Event(planId, currency, PowerLife.copy(event, offset, length))))
                    > 0) {
                // All there are.
            }
        }
        assertThat(found).isEqualTo(history.eventsBehind(first - 1));
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
