package io.rushline.journal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue of events of different lengths, in files of some kilobytes. */
class EventQueueTest {
    /** Of a disk: the least that is written or not. */
    private static final int SECTOR_BYTES = 512;

    @TempDir
    private Path root = Path.of("");

    private Path directory = Path.of("");
    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private TestEvents events = new TestEvents(directory, random);

    @BeforeEach
    void inNoDirectoryYet() {
        directory = root.resolve("events");
        events = new TestEvents(directory, random);
    }

    @Test
    void shouldHandOutWhatWasAppendedFromAnyPosition() throws EventsGoneException {
        events.fill(1, 500);

        assertThat(EventFile.indexOf(events.files(), 500)).isPositive();
        for (long after = 0; after <= 500; after += 1 + random.nextInt(20)) {
            assertThat(events.read(after, 7))
                    .as("after %d, seed %d", after, seed)
                    .isEqualTo(TestEvents.ids(after + 1, 500));
        }
        assertThat(new EventTail(directory).lastEventId()).isEqualTo(500);
    }

    @Test
    void shouldPassOverWhatIsThereAlready() throws EventsGoneException {
        events.fill(1, 300);
        events.fill(100, 400);

        assertThat(events.read(0, 1_000)).isEqualTo(TestEvents.ids(1, 400));
    }

    @Test
    void shouldShowNothingBeforeItIsFlushedAndFollowTheWriter() throws EventsGoneException {
        try (EventLog log = events.open();
                EventReader reader = new EventReader(directory, 0);
                EventTail tail = new EventTail(directory)) {
            for (long id = 1; id <= 200; id++) {
                events.append(log, id);
                assertThat(TestEvents.read(reader, 10)).isEmpty();
                assertThat(tail.lastEventId()).isEqualTo(id - 1);
                log.flush();
                assertThat(TestEvents.read(reader, 10)).containsExactly(id);
            }
        }
    }

    /** It looks, finds nothing more in the file, and before it looks for the next one that is begun behind another block. */
    @Test
    void shouldLookAgainBeforeItGoesOnToTheNextFile() throws EventsGoneException {
        List<Long> read = new ArrayList<>();
        try (EventLog log = events.open()) {
            long[] next = {1};
            EventReader.Listing listing = in -> {
                int before = events.files().size();
                for (; events.files().size() == before; next[0]++) {
                    events.append(log, next[0]);
                    log.flush();
                }
                return EventFile.list(in);
            };
            try (EventReader reader = new EventReader(directory, 0, listing)) {
                while (read.size() < 500) {
                    read.addAll(TestEvents.read(reader, 1_000));
                }
            }
        }
        assertThat(read).isEqualTo(TestEvents.ids(1, read.size()));
    }

    @Test
    void shouldBeBoundedByEventsAndBytes() throws EventsGoneException {
        events.fill(1, 100);

        try (EventReader reader = new EventReader(directory, 0)) {
            assertThat(reader.read(10, Integer.MAX_VALUE, (plan, currency, event, offset, length) -> {}))
                    .isEqualTo(10);
            assertThat(reader.read(10, 1, (plan, currency, event, offset, length) -> {}))
                    .isEqualTo(1);
            assertThat(reader.position()).isEqualTo(11);
        }
    }

    @Test
    void shouldTakeTheLongestEvent() throws EventsGoneException {
        try (EventLog log = EventLog.open(directory)) {
            events.append(log, 1);
            events.appendLongest(log, 2);
            events.append(log, 3);
        }

        List<Integer> lengths = new ArrayList<>();
        try (EventReader reader = new EventReader(directory, 0)) {
            reader.read(10, Integer.MAX_VALUE, (plan, currency, event, offset, length) -> {
                lengths.add(length);
                assertThat(Currency.unpack(currency)).isEqualTo("USD");
                assertThat(plan).isEqualTo(7);
            });
        }
        assertThat(lengths).hasSize(3);
        assertThat(lengths.get(1)).isEqualTo(EventBlock.MAX_EVENT_BYTES);
    }

    /** What a power loss or a kill leaves of the last file: cut anywhere, or with any of its sectors as zeros. */
    @Test
    void shouldCutATornEndAndBeCompletedWithoutGapsOrRepeats() throws IOException, EventsGoneException {
        long last = 0;
        for (int round = 0; round < 60; round++) {
            long next = last + 1 + random.nextInt(60);
            // A replay begins somewhere before the end of the queue.
            events.fill(Math.max(1, last - random.nextInt(40)), next);
            last = next;
            String where = "round " + round + ", seed " + seed;
            assertThat(events.read(0, 1_000)).as(where).isEqualTo(TestEvents.ids(1, last));
            damage(events.lastFile());
            // A consumer that reads before the repair sees a beginning of it, and what it saw is not changed.
            List<Long> seen = events.read(0, 1_000);
            assertThat(seen).as(where).isEqualTo(TestEvents.ids(1, seen.size()));
            last = seen.size();
            try (EventLog log = events.open()) {
                assertThat(log.lastEventId()).as(where).isEqualTo(last);
            }
        }
    }

    @Test
    void shouldRefuseDamageInFrontOfTheLastFile() throws IOException {
        events.fill(1, 400);
        Path first = events.files().get(0).path();
        TestEvents.overwrite(first, Files.size(first) / 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertThatThrownBy(() -> events.read(0, 1_000))
                .isInstanceOf(EventsDamagedException.class)
                .hasMessageContaining(first.toString());
    }

    @Test
    void shouldLeaveAloneWhatANewerBuildWrote() throws IOException {
        events.fill(1, 10);
        Path only = events.files().get(0).path();
        TestEvents.overwrite(only, 12, new byte[] {2});
        byte[] before = Files.readAllBytes(only);

        assertThatThrownBy(() -> events.open())
                .isInstanceOf(EventsDamagedException.class)
                .hasMessageContaining("newer build")
                .hasMessageNotContaining("remove");
        assertThat(only).hasBinaryContent(before);
    }

    @Test
    void shouldCutBehindAnEvent() throws EventsGoneException {
        events.fill(1, 300);
        for (long id : new long[] {299, 250, 100, 1}) {
            try (EventLog log = events.open()) {
                log.cutBehind(id);
                assertThat(log.lastEventId()).isEqualTo(id);
            }
            assertThat(events.read(0, 1_000)).isEqualTo(TestEvents.ids(1, id));
        }
        events.fill(2, 50);
        assertThat(events.read(0, 1_000)).isEqualTo(TestEvents.ids(1, 50));
    }

    @Test
    void shouldSayWhatIsGone() throws IOException, EventsGoneException {
        events.fill(1, 300);
        long before = events.files().size();
        events.fill(1_000, 1_300);

        assertThat(events.beside(".events.left")).hasSize((int) before);
        assertThat(events.read(999, 1_000)).isEqualTo(TestEvents.ids(1_000, 1_300));
        assertThat(events.read(1_300, 1_000)).isEmpty();
        for (long after : new long[] {0, 300, 998, 1_301}) {
            assertThatThrownBy(() -> events.read(after, 10)).isInstanceOfSatisfying(EventsGoneException.class, e -> {
                assertThat(e.firstEventId()).isEqualTo(1_000);
                assertThat(e.lastEventId()).isEqualTo(1_300);
            });
        }
    }

    private void damage(Path file) throws IOException {
        long size = Files.size(file);
        if (random.nextBoolean()) {
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.setLength(random.nextLong(size + 1));
            }
        } else {
            int likelihood = random.nextInt(101);
            for (long sector = 0; sector < size; sector += SECTOR_BYTES) {
                if (random.nextInt(100) < likelihood) {
                    TestEvents.overwrite(file, sector, new byte[(int) Math.min(SECTOR_BYTES, size - sector)]);
                }
            }
        }
    }
}
