package io.rushline.journal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue whose last file is not what was written, and one on a disk that refuses to force. */
class EventDamageTest {
    private static final long SEVERAL_PAGES = 20_000;

    @TempDir
    private Path root = Path.of("");

    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());
    private final FaultyDisk disk = new FaultyDisk();
    private Path directory = Path.of("");
    private TestEvents events = new TestEvents(directory, new Random());

    @BeforeEach
    void inNoDirectoryYet() {
        directory = root.resolve("events");
        events = new TestEvents(directory, new Random(seed));
    }

    @Test
    void shouldKeepAFileInWhichWholeBlocksFollowWhatIsDamaged() throws IOException, EventsGoneException {
        for (int time = 1; time <= 2; time++) {
            blocksOfOneEvent(1, 20);
            Path only = events.lastFile();
            EventFileEnd before = EventFileEnd.of(events.files().get(0));
            assertThat(before.stray()).isEmpty();
            assertThat(before.nextEventId()).isEqualTo(21);
            byte[] damaged = damage(only, 7);

            try (EventLog log = EventLog.open(directory)) {
                assertThat(log.lastEventId()).isEqualTo(7);
            }
            assertThat(events.beside(".damaged-" + time))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept).hasBinaryContent(damaged));
            // What a replay does: it hands over all of them again.
            blocksOfOneEvent(1, 20);
            assertThat(events.read(0, 7)).isEqualTo(TestEvents.ids(1, 20));
        }
    }

    @Test
    void shouldKeepAFileOfWhichOnlyTheBeginningIsDamaged() throws IOException, EventsGoneException {
        long end = 0;
        long first = 1;
        try (EventLog log = events.open()) {
            while (events.files().size() < 3 || end < first + 2) {
                events.append(log, ++end);
                log.flush();
                first = events.files().get(events.files().size() - 1).firstEventId();
            }
        }
        Path last = events.lastFile();
        byte[] damaged = damage(last, 0);

        try (EventLog log = events.open()) {
            assertThat(log.lastEventId()).isEqualTo(first - 1);
        }

        assertThat(last).doesNotExist();
        assertThat(events.beside(".damaged-1"))
                .singleElement()
                .satisfies(kept -> assertThat(kept).hasBinaryContent(damaged));
        events.fill(1, end);
        assertThat(events.read(0, 1_000)).isEqualTo(TestEvents.ids(1, end));
    }

    @Test
    void shouldKeepWhatOnlyANewerBuildCanTellToBeWhole() throws IOException {
        blocksOfOneEvent(1, 2);
        long second = blockEnd(events.lastFile(), 1);
        TestEvents.overwrite(events.lastFile(), second + 12, new byte[] {2});
        damage(events.lastFile(), 0);

        EventLog.open(directory).close();

        assertThat(events.beside(".damaged-1")).hasSize(1);
    }

    @Test
    void shouldKeepNothingOfATornEnd() throws IOException {
        blocksOfOneEvent(1, 20);
        damage(events.lastFile(), 19);

        try (EventLog log = EventLog.open(directory)) {
            assertThat(log.lastEventId()).isEqualTo(19);
        }

        assertThat(events.beside(".damaged-1")).isEmpty();
    }

    /** What is cut afterwards is nowhere else. */
    @Test
    void shouldHaveTheKeptCopyOnDiskBeforeAnythingIsCut() throws IOException {
        blocksOfOneEvent(1, 20);
        Path only = events.lastFile();
        byte[] damaged = damage(only, 7);
        // Of a start that ended in the middle of its copy.
        Files.write(only.resolveSibling(only.getFileName() + ".damaged.tmp"), new byte[3 * damaged.length]);

        EventLog.open(directory, SEVERAL_PAGES, disk).close();

        assertThat(events.beside(".tmp")).isEmpty();
        Path left = Files.createDirectory(root.resolve("left"));
        disk.image(directory).writeTo(left);
        assertThat(left.resolve(only.getFileName() + ".damaged-1")).hasBinaryContent(damaged);
    }

    @Test
    void shouldCutNothingWhenTheCopyCannotBeKept() throws IOException {
        blocksOfOneEvent(1, 20);
        Path only = events.lastFile();
        byte[] damaged = damage(only, 7);
        disk.failForceAfter(0);

        assertThatThrownBy(() -> EventLog.open(directory, SEVERAL_PAGES, disk))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Input/output error");

        assertThat(only).hasBinaryContent(damaged);
        assertThat(events.beside("")).containsExactly(only);
    }

    /** The file is gone on from, or left for the next; either forces it. */
    @Test
    void shouldNotBelieveThatAFailedForceHasWritten() throws IOException, EventsGoneException {
        for (int more : new int[] {1, 300}) {
            directory = root.resolve("events-" + more);
            events = new TestEvents(directory, new Random(seed));
            try (EventLog log = EventLog.open(directory, SEVERAL_PAGES, disk)) {
                events.append(log, 1, 100);
                log.flush();
                disk.failForceAfter(0);
                assertThatThrownBy(log::force).isInstanceOf(UncheckedIOException.class);
            }
            try (EventLog log = EventLog.open(directory, SEVERAL_PAGES, disk)) {
                assertThat(log.lastEventId()).isEqualTo(100);
                events.append(log, 101, 100 + more);
            }
            assertThat(events.files()).hasSizeBetween(more == 1 ? 1 : 2, more == 1 ? 1 : 5);

            Path left = Files.createDirectory(root.resolve("left-" + more));
            disk.image(directory).writeTo(left);
            assertThat(new TestEvents(left, new Random(seed)).read(0, 1_000))
                    .as("seed %d", seed)
                    .isEqualTo(TestEvents.ids(1, 100 + more));
        }
    }

    @Test
    void shouldWriteNothingAtACloseAfterAFailure() throws EventsGoneException {
        try (EventLog log = events.open(disk)) {
            events.append(log, 1);
            log.flush();
            events.append(log, 2);
            disk.failForceAfter(0);
            assertThatThrownBy(log::force)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Input/output error");
            // The system would say yes this time.
            assertThatThrownBy(log::force).isInstanceOf(IllegalStateException.class);
        }

        assertThat(events.read(0, 10)).containsExactly(1L);
    }

    private void blocksOfOneEvent(long from, long to) {
        try (EventLog log = EventLog.open(directory)) {
            for (long id = from; id <= to; id++) {
                events.append(log, id);
                log.flush();
            }
        }
    }

    /** Flips a bit in the last byte of a block, and answers what the file has then. */
    private static byte[] damage(Path file, int block) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) blockEnd(file, block + 1) - 1] ^= 1;
        Files.write(file, bytes);
        return bytes;
    }

    /** Where so many blocks end. */
    private static long blockEnd(Path file, int blocks) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = EventBlock.allocate(bytes.length).put(bytes);
        int end = 0;
        for (int i = 0; i < blocks; i++) {
            end += EventBlock.lengthBytes(buffer, end);
        }
        return end;
    }
}
