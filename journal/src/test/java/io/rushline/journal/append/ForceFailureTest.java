package io.rushline.journal.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.FaultyDisk;
import io.rushline.journal.PowerLossImage;
import io.rushline.journal.TestJournal;
import io.rushline.journal.TestJournal.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that refuses, and what is there when the power goes afterwards. */
class ForceFailureTest {
    private static final long START_MS = 1_790_000_000_000L;
    private static final int ROUNDS = 25;

    @TempDir
    private Path root = Path.of("");

    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private FaultyDisk disk = new FaultyDisk();

    @Test
    void shouldNotBuildUponWhatAFailedForceLeftInMemoryOnly() throws IOException {
        int unacknowledged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String what = "seed " + seed + ", round " + round;
            disk = new FaultyDisk();
            Path directory = root.resolve("journal-" + round);
            try (TestJournal journal = new TestJournal(directory)) {
                int acknowledged = failAtSomeForce(journal);

                List<Command> recovered = new ArrayList<>();
                long lastMs = START_MS;
                try (JournalWriter writer =
                        JournalWriter.open(journal.dataDirectory(), journal.replay(recovered), Durability.DISK, disk)) {
                    unacknowledged += recovered.size() > acknowledged ? 1 : 0;
                    assertThat(recovered.size()).as(what).isGreaterThanOrEqualTo(acknowledged);
                    lastMs = recovered.isEmpty()
                            ? START_MS
                            : recovered.get(recovered.size() - 1).timestampMs();
                    PowerLossImage image = disk.image(journal.directory());
                    assertIsOnDisk(image, recovered, what + ", right after the start");
                    if (round % 2 == 0
                            && writer.lastSequence() == journal.written().size()) {
                        journal.batches(writer, 2, lastMs);
                        recovered = journal.written();
                    }
                }
                assertIsOnDisk(disk.image(journal.directory()), recovered, what + ", later");
            }
        }
        assertThat(unacknowledged).as("seed %d", seed).isPositive();
    }

    @Test
    void shouldNotStartWhenTheDiskStillRefuses() throws IOException {
        try (TestJournal journal = new TestJournal(root.resolve("journal"))) {
            failAtSomeForce(journal);
            disk.failForceAfter(0);

            assertThatThrownBy(() -> open(journal))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Cannot open the journal")
                    .hasMessageContaining("Input/output error");
        }
    }

    @Test
    void shouldStopWithoutSpaceAndLoseNothing() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String what = "seed " + seed + ", round " + round;
            disk = new FaultyDisk();
            if (round % 2 == 0) {
                disk.writeShortly(random);
            }
            try (TestJournal journal = new TestJournal(root.resolve("full-" + round))) {
                List<Command> acknowledged = List.of();
                disk.failWritesAfter(random.nextInt(40));
                try (JournalWriter writer = open(journal)) {
                    acknowledged = batchesUntilItFails(journal, writer, "No space left on device");
                } catch (UncheckedIOException e) {
                    assertThat(e).hasMessageContaining("No space left on device");
                }
                disk.repair();
                List<Command> recovered = new ArrayList<>();
                try (JournalWriter writer =
                        JournalWriter.open(journal.dataDirectory(), journal.replay(recovered), Durability.DISK, disk)) {
                    assertThat(recovered).as(what).isEqualTo(acknowledged);
                    assertThat(writer.lastSequence()).as(what).isEqualTo(acknowledged.size());
                }
                assertThat(journal.replayed()).as(what).isEqualTo(acknowledged);
            }
        }
    }

    @Test
    void shouldTakeBackWhatAnErrorInterrupts() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String what = "seed " + seed + ", round " + round;
            disk = new FaultyDisk();
            try (TestJournal journal = new TestJournal(root.resolve("error-" + round))) {
                List<Command> acknowledged = List.of();
                try (JournalWriter writer = open(journal)) {
                    journal.batches(writer, 3, START_MS);
                    acknowledged = List.copyOf(journal.written());
                    disk.failWritesAfter(random.nextInt(3), new OutOfMemoryError("none outside of the heap"));
                    journal.batches(writer, 100, START_MS);
                } catch (OutOfMemoryError e) {
                    assertThat(e).hasMessage("none outside of the heap");
                }
                List<Command> recovered = new ArrayList<>();
                assertThat(journal.replay(recovered).end().tornFiles()).as(what).isEmpty();
                assertThat(recovered).as(what).startsWith(acknowledged.toArray(Command[]::new));
            }
        }
    }

    @Test
    void shouldWriteAllWhenTheDiskTakesItInParts() throws IOException {
        disk.writeShortly(random);
        try (TestJournal journal = new TestJournal(root.resolve("journal"))) {
            for (int start = 0; start < 3; start++) {
                try (JournalWriter writer = open(journal)) {
                    journal.batches(writer, 5, START_MS + start * TestJournal.HOUR_MS);
                }
                assertIsOnDisk(disk.image(journal.directory()), journal.written(), "seed " + seed);
            }
        }
    }

    /** Writes until a force fails; answers how many commands were acknowledged. */
    private int failAtSomeForce(TestJournal journal) {
        try (JournalWriter writer = open(journal)) {
            journal.batches(writer, 1 + random.nextInt(3), START_MS);
            disk.failForceAfter(random.nextInt(8));
            return batchesUntilItFails(journal, writer, "Input/output error").size();
        } finally {
            disk.repair();
        }
    }

    private List<Command> batchesUntilItFails(TestJournal journal, JournalWriter writer, String why) {
        long nowMs = START_MS;
        List<Command> acknowledged = List.copyOf(journal.written());
        for (int batch = 0; batch < 1_000; batch++) {
            nowMs += random.nextInt(3) == 0 ? TestJournal.HOUR_MS : random.nextInt(1_000);
            long atMs = nowMs;
            try {
                journal.batches(writer, 1, atMs);
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining(why);
                assertThatThrownBy(() -> journal.batches(writer, 1, atMs)).isInstanceOf(IllegalStateException.class);
                return acknowledged;
            }
            acknowledged = List.copyOf(journal.written());
        }
        throw new AssertionError("it never failed");
    }

    private JournalWriter open(TestJournal journal) {
        return JournalWriter.open(journal.dataDirectory(), journal.replay(new ArrayList<>()), Durability.DISK, disk);
    }

    private void assertIsOnDisk(PowerLossImage image, List<Command> promised, String what) throws IOException {
        Path directory = Files.createTempDirectory(root, "image");
        Files.createDirectories(directory.resolve("journal"));
        image.writeTo(directory.resolve("journal"));
        try (TestJournal journal = new TestJournal(directory)) {
            List<Command> found = new ArrayList<>();
            journal.replay(found);
            assertThat(found).as(what).startsWith(promised.toArray(Command[]::new));
        }
    }
}
