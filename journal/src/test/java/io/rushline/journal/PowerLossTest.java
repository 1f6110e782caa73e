package io.rushline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.journal.TestJournal.Command;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.audit.JournalScan;
import io.rushline.journal.audit.Repair;
import io.rushline.journal.audit.ScanProgress;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.replay.TailScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power loss leaves of a journal, from one seed: {@code -Drushline.images=5000 -Drushline.seed=1} makes more of
 * them, or the same again.
 */
class PowerLossTest {
    private static final long START_MS = 1_790_000_000_000L;
    private static final int IMAGES_PER_JOURNAL = 10;
    private static final int IMAGES = Integer.getInteger("rushline.images", 120);

    /** One image of sixty is refused: more are made until one is, or chance cannot be why none was. */
    private static final int MOST_IMAGES = Math.max(IMAGES, 1_200);

    @TempDir
    Path root;

    private int refused;
    private int withUnacknowledged;
    private int torn;
    private int repaired;

    @Test
    void shouldRecoverEveryAcknowledgedCommandOrRefuse() throws IOException {
        long seed = Long.getLong("rushline.seed", new Random().nextInt());
        System.out.println("PowerLossTest: " + IMAGES + " images from seed " + seed);
        int images = 0;
        while (images < IMAGES || (refused == 0 && images < MOST_IMAGES)) {
            losePower(seed + images / IMAGES_PER_JOURNAL);
            images += IMAGES_PER_JOURNAL;
        }
        System.out.println("PowerLossTest: of " + images + " images " + refused + " refused, " + withUnacknowledged
                + " with what was never acknowledged, " + torn + " torn");
        assertThat(refused).as("seed %d", seed).isPositive();
        assertThat(withUnacknowledged).as("seed %d", seed).isPositive();
        assertThat(torn).as("seed %d", seed).isPositive();
    }

    /** With durability cache nothing is forced: a beginning is left, of any length, or what is left is refused. */
    @Test
    void shouldRecoverABeginningOrRefuseWhenNothingWasForced() throws IOException {
        long seed = Long.getLong("rushline.seed", new Random().nextInt());
        System.out.println("PowerLossTest: nothing forced, seed " + seed);
        int whole = 0;
        int images = 0;
        while (images < IMAGES || (refused == 0 && images < MOST_IMAGES)) {
            whole += loseUnforced(seed + images / IMAGES_PER_JOURNAL);
            images += IMAGES_PER_JOURNAL;
        }
        System.out.println("PowerLossTest: nothing forced, of " + images + " images " + refused + " refused, "
                + repaired + " of them repaired, " + torn + " torn, " + whole + " with all that was written");
        assertThat(refused).as("seed %d", seed).isPositive();
    }

    /** Seeds side by side would else begin with much the same draws. */
    private static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    /** Answers how many images had all that was written. */
    private int loseUnforced(long seed) throws IOException {
        Random random = random(seed);
        Path origin = root.resolve("origin-" + seed);
        PowerLossImage later;
        List<Command> written;
        try (TestJournal journal = new TestJournal(origin)) {
            JournalWriter writer = journal.reopen(Durability.CACHE);
            batches(journal, writer, random, START_MS, 1 + random.nextInt(8));
            later = PowerLossImage.of(journal.directory());
            written = List.copyOf(journal.written());
            writer.close();
        }
        delete(origin);
        int whole = 0;
        for (int i = 0; i < IMAGES_PER_JOURNAL; i++) {
            String what = "-Drushline.images=" + IMAGES_PER_JOURNAL + " -Drushline.seed=" + seed + ", image " + i;
            Path directory = root.resolve("image-" + seed + "-" + i);
            Files.createDirectories(directory.resolve("journal"));
            new PowerLossImage(Map.of()).withAnyOf(later, random, false).writeTo(directory.resolve("journal"));
            try (TestJournal journal = new TestJournal(directory)) {
                List<Command> replayed = new ArrayList<>();
                try {
                    torn += isTorn(journal, replayed, what) ? 1 : 0;
                } catch (JournalCorruptException e) {
                    refused++;
                    goOnRepaired(directory, e, written, what);
                    continue;
                }
                assertThat(replayed).as(what).isEqualTo(written.subList(0, replayed.size()));
                assertThatNothingIsBehind(journal, replayed.size(), what);
                whole += replayed.size() == written.size() ? 1 : 0;
                goOn(journal, replayed, what);
            } finally {
                delete(directory);
            }
        }
        return whole;
    }

    /** As a start finds, which cuts empty files too: what an auditor calls torn is cut. */
    private static boolean isTorn(TestJournal journal, List<Command> replayed, String what) {
        boolean isTorn = journal.replay(replayed).tornTail();
        ScanReport report =
                new JournalScan(journal.directory(), 0, (excerpt, length) -> true, ScanProgress.NONE).scan();
        assertThat(report.damage()).as(what).isEmpty();
        assertThat(report.lastSequence()).as(what).isEqualTo(replayed.size());
        assertThat(isTorn || report.tornEnd().isEmpty())
                .as("%s: %s", what, report)
                .isTrue();
        return isTorn;
    }

    /** What is taken for a beginning is all there is, but for one record that nobody may have heard of. */
    private static void assertThatNothingIsBehind(TestJournal journal, long lastSequence, String what)
            throws IOException {
        List<Long> behind = new ArrayList<>();
        for (Path file : journal.files()) {
            try (TailScan scan = new TailScan(file)) {
                for (OptionalLong at = scan.findRecord(0); at.isPresent(); at = scan.findRecord(at.getAsLong() + 1)) {
                    if (scan.foundSequence() > lastSequence) {
                        behind.add(scan.foundSequence());
                    }
                }
            }
        }
        assertThat(behind).as(what).isIn(List.of(), List.of(lastSequence + 1));
    }

    /** A journal of a few batches, the state as of the last force, and one batch that was on its way. */
    private void losePower(long seed) throws IOException {
        Random random = random(seed);
        Path origin = root.resolve("origin-" + seed);
        PowerLossImage forced;
        PowerLossImage later;
        List<Command> written;
        int acknowledged;
        try (TestJournal journal = new TestJournal(origin)) {
            long nowMs = START_MS;
            for (int epoch = random.nextInt(2); epoch >= 0; epoch--) {
                try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                    nowMs = batches(journal, writer, random, nowMs, 1 + random.nextInt(6));
                }
            }
            JournalWriter writer = journal.reopen(Durability.DISK);
            nowMs = batches(journal, writer, random, nowMs, random.nextInt(6));
            forced = PowerLossImage.of(journal.directory());
            acknowledged = journal.written().size();
            batches(journal, writer, random, nowMs, 1);
            later = PowerLossImage.of(journal.directory());
            written = List.copyOf(journal.written());
            writer.close();
        }
        for (int i = 0; i < IMAGES_PER_JOURNAL; i++) {
            boolean losesForced = random.nextInt(4) == 0;
            PowerLossImage image = forced.withAnyOf(later, random, losesForced);
            String what = "-Drushline.images=" + IMAGES_PER_JOURNAL + " -Drushline.seed=" + seed + ", image " + i;
            recover(root.resolve("image-" + seed + "-" + i), image, written, acknowledged, forced, what);
        }
        delete(origin);
    }

    private void recover(
            Path directory,
            PowerLossImage image,
            List<Command> written,
            int acknowledged,
            PowerLossImage forced,
            String what)
            throws IOException {
        Files.createDirectories(directory.resolve("journal"));
        image.writeTo(directory.resolve("journal"));
        try (TestJournal journal = new TestJournal(directory)) {
            List<Command> replayed = new ArrayList<>();
            try {
                torn += isTorn(journal, replayed, what) ? 1 : 0;
            } catch (JournalCorruptException e) {
                refused++;
                assertThat(image.lacksForced(forced))
                        .as("%s: refused although nothing that was forced is lost: %s", what, e.getMessage())
                        .isTrue();
                goOnRepaired(directory, e, written, what);
                return;
            }
            // Nobody can tell a last page that was lost after it was forced from one that was never written.
            if (!image.lacksForced(forced)) {
                assertThat(replayed.size()).as(what).isIn(acknowledged, written.size());
            }
            assertThat(replayed).as(what).isEqualTo(written.subList(0, replayed.size()));
            assertThatNothingIsBehind(journal, replayed.size(), what);
            withUnacknowledged += replayed.size() > acknowledged ? 1 : 0;
            goOn(journal, replayed, what);
        } finally {
            delete(directory);
        }
    }

    /** Two more starts, as if nothing had happened. */
    private static void goOn(TestJournal journal, List<Command> expected, String what) {
        List<Command> all = new ArrayList<>(expected);
        long nowMs = expected.isEmpty()
                ? START_MS
                : expected.get(expected.size() - 1).timestampMs();
        for (int start = 0; start < 2; start++) {
            int before = journal.written().size();
            try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                journal.batches(writer, 2, nowMs + start * TestJournal.HOUR_MS);
            }
            all.addAll(journal.written().subList(before, journal.written().size()));
            assertThat(journal.replayed()).as(what).isEqualTo(all);
        }
    }

    /** An auditor finds the damage where the start did, and a primary can go on with the copy of all in front of it. */
    private void goOnRepaired(Path directory, JournalCorruptException refusal, List<Command> written, String what)
            throws IOException {
        repaired++;
        Path copy = directory.resolveSibling(directory.getFileName() + "-repaired");
        ScanReport report = new Repair(directory, copy).run(ScanProgress.NONE);
        assertThat(report.damage()).as("%s: %s", what, refusal.getMessage()).isPresent();
        assertThat(report.lastSequence() + 1).as(what).isEqualTo(refusal.sequence());
        try (TestJournal after = new TestJournal(copy)) {
            List<Command> copied = after.replayed();
            assertThat(copied).as(what).isEqualTo(written.subList(0, (int) report.commands()));
            goOn(after, copied, what);
        } finally {
            delete(copy);
        }
    }

    private static long batches(TestJournal journal, JournalWriter writer, Random random, long fromMs, int count) {
        long nowMs = fromMs;
        for (int batch = 0; batch < count; batch++) {
            nowMs += random.nextInt(4) == 0 ? TestJournal.HOUR_MS : random.nextInt(1_000);
            int commands = 1 + random.nextInt(20);
            int maxLength = random.nextInt(5) == 0 ? 40_000 : 300;
            for (int i = 0; i < commands; i++) {
                journal.append(writer, random, nowMs, 1 + random.nextInt(maxLength));
            }
            writer.commit();
        }
        return nowMs;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(directory)) {
            all = new ArrayList<>(walk.toList());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
