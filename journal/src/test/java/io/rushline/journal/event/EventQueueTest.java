package io.rushline.journal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SeatsBlockedEncoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue of events of different lengths, in files of some kilobytes. */
class EventQueueTest {
    private static final long FILE_BYTES = 4_000;
    private static final int PAGE_BYTES = 4_096;

    @TempDir
    private Path root = Path.of("");

    private Path directory = Path.of("");
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @BeforeEach
    void inNoDirectoryYet() {
        directory = root.resolve("events");
    }

    @Test
    void shouldHandOutWhatWasAppendedFromAnyPosition() throws EventsGoneException {
        fill(1, 500);

        assertThat(EventFile.indexOf(files(), 500)).isPositive();
        for (long after = 0; after <= 500; after += 1 + random.nextInt(20)) {
            assertThat(read(after, 7)).as("after %d, seed %d", after, seed).isEqualTo(ids(after + 1, 500));
        }
        assertThat(new EventTail(directory).lastEventId()).isEqualTo(500);
    }

    @Test
    void shouldPassOverWhatIsThereAlready() throws EventsGoneException {
        fill(1, 300);
        fill(100, 400);

        assertThat(read(0, 1_000)).isEqualTo(ids(1, 400));
    }

    @Test
    void shouldShowNothingBeforeItIsFlushedAndFollowTheWriter() throws EventsGoneException {
        try (EventLog log = EventLog.open(directory, FILE_BYTES);
                EventReader reader = new EventReader(directory, 0);
                EventTail tail = new EventTail(directory)) {
            for (long id = 1; id <= 200; id++) {
                append(log, id);
                assertThat(read(reader, 10)).isEmpty();
                assertThat(tail.lastEventId()).isEqualTo(id - 1);
                log.flush();
                assertThat(read(reader, 10)).containsExactly(id);
            }
        }
    }

    @Test
    void shouldBeBoundedByEventsAndBytes() throws EventsGoneException {
        fill(1, 100);

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
            append(log, 1);
            event(2, 3);
            buffer.checkLimit(EventBlock.MAX_EVENT_BYTES);
            log.onEvent(7, Currency.pack("USD"), buffer, 0, EventBlock.MAX_EVENT_BYTES);
            append(log, 3);
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

    /** What a power loss or a kill leaves of the last file: cut anywhere, with any of its last pages as zeros. */
    @Test
    void shouldCutATornEndAndBeCompletedWithoutGapsOrRepeats() throws IOException, EventsGoneException {
        long last = 0;
        for (int round = 0; round < 60; round++) {
            long next = last + 1 + random.nextInt(60);
            // A replay begins somewhere before the end of the queue.
            fill(Math.max(1, last - random.nextInt(40)), next);
            last = next;
            String where = "round " + round + ", seed " + seed;
            assertThat(read(0, 1_000)).as(where).isEqualTo(ids(1, last));
            damage(files().get(files().size() - 1).path());
            // A consumer that reads before the repair sees a beginning of it, and what it saw is not changed.
            List<Long> seen = read(0, 1_000);
            assertThat(seen).as(where).isEqualTo(ids(1, seen.size()));
            last = seen.size();
            try (EventLog log = EventLog.open(directory, FILE_BYTES)) {
                assertThat(log.lastEventId()).as(where).isEqualTo(last);
            }
        }
    }

    @Test
    void shouldRefuseDamageInFrontOfTheLastFile() throws IOException {
        fill(1, 400);
        Path first = files().get(0).path();
        overwrite(first, Files.size(first) / 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertThatThrownBy(() -> read(0, 1_000))
                .isInstanceOf(EventsDamagedException.class)
                .hasMessageContaining(first.toString());
    }

    @Test
    void shouldLeaveAloneWhatANewerBuildWrote() throws IOException {
        fill(1, 10);
        Path only = files().get(0).path();
        overwrite(only, 12, new byte[] {2});
        byte[] before = Files.readAllBytes(only);

        assertThatThrownBy(() -> EventLog.open(directory, FILE_BYTES))
                .isInstanceOf(EventsDamagedException.class)
                .hasMessageContaining("newer build")
                .hasMessageNotContaining("remove");
        assertThat(only).hasBinaryContent(before);
    }

    @Test
    void shouldCutBehindAnEvent() throws EventsGoneException {
        fill(1, 300);
        for (long id : new long[] {299, 250, 100, 1}) {
            try (EventLog log = EventLog.open(directory, FILE_BYTES)) {
                log.cutBehind(id);
                assertThat(log.lastEventId()).isEqualTo(id);
            }
            assertThat(read(0, 1_000)).isEqualTo(ids(1, id));
        }
        fill(2, 50);
        assertThat(read(0, 1_000)).isEqualTo(ids(1, 50));
    }

    @Test
    void shouldSayWhatIsGone() throws IOException, EventsGoneException {
        fill(1, 300);
        long before = files().size();
        fill(1_000, 1_300);

        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all.filter(file -> file.toString().endsWith(".events.left")))
                    .hasSize((int) before);
        }
        assertThat(read(999, 1_000)).isEqualTo(ids(1_000, 1_300));
        assertThat(read(1_300, 1_000)).isEmpty();
        for (long after : new long[] {0, 300, 998, 1_301}) {
            assertThatThrownBy(() -> read(after, 10)).isInstanceOfSatisfying(EventsGoneException.class, e -> {
                assertThat(e.firstEventId()).isEqualTo(1_000);
                assertThat(e.lastEventId()).isEqualTo(1_300);
            });
        }
    }

    private void fill(long from, long to) {
        try (EventLog log = EventLog.open(directory, FILE_BYTES)) {
            for (long id = from; id <= to; id++) {
                append(log, id);
                if (random.nextInt(5) == 0) {
                    log.flush();
                }
            }
        }
    }

    private void append(EventLog log, long id) {
        int length = event(id, (int) (id % 30));
        log.onEvent(7, Currency.pack("USD"), buffer, 0, length);
    }

    private int event(long id, int seats) {
        SeatsBlockedEncoder event = new SeatsBlockedEncoder();
        event.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .eventId(id)
                .sequence(id)
                .timestampMs(id)
                .showId(5);
        SeatsBlockedEncoder.SeatsEncoder group = event.seatsCount(seats);
        for (int i = 0; i < seats; i++) {
            group.next().seat(i);
        }
        event.reason("");
        return MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength();
    }

    private List<Long> read(long after, int atATime) throws EventsGoneException {
        try (EventReader reader = new EventReader(directory, after)) {
            List<Long> all = new ArrayList<>();
            for (List<Long> some = read(reader, atATime); !some.isEmpty(); some = read(reader, atATime)) {
                all.addAll(some);
            }
            return all;
        }
    }

    private static List<Long> read(EventReader reader, int maxEvents) throws EventsGoneException {
        List<Long> ids = new ArrayList<>();
        int count = reader.read(
                maxEvents,
                Integer.MAX_VALUE,
                (plan, currency, event, offset, length) -> ids.add(EventBlock.eventId(event, offset)));
        assertThat(ids).hasSize(count);
        return ids;
    }

    private static List<Long> ids(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private List<EventFile> files() {
        try {
            return EventFile.list(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void damage(Path file) throws IOException {
        long size = Files.size(file);
        if (random.nextBoolean()) {
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.setLength(random.nextLong(size + 1));
            }
        } else {
            long page = random.nextLong(size / PAGE_BYTES + 1) * PAGE_BYTES;
            overwrite(file, page, new byte[(int) Math.min(PAGE_BYTES, size - page)]);
        }
    }

    private static void overwrite(Path file, long offset, byte[] content) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(offset);
            open.write(content);
        }
    }
}
