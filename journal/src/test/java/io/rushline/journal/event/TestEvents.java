package io.rushline.journal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SeatsBlockedEncoder;
import io.rushline.journal.Disk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;

/** A queue of events of different lengths, in files of some kilobytes. Each two of them are of one command. */
final class TestEvents {
    static final long FILE_BYTES = 4_000;
    private static final int EVENTS = 2;
    private static final int SEQUENCES = 3;

    private final Path directory;
    private final Random random;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    /** @param random decides where blocks end */
    TestEvents(Path directory, Random random) {
        this.directory = directory;
        this.random = random;
    }

    /** The sequence of an event's command; of three commands, one has events. */
    static long sequence(long id) {
        return (id + EVENTS - 1) / EVENTS * SEQUENCES;
    }

    EventLog open() {
        return EventLog.open(directory, FILE_BYTES, Disk.SYSTEM);
    }

    EventLog open(Disk disk) {
        return EventLog.open(directory, FILE_BYTES, disk);
    }

    /** Opens, hands over these events, and closes. */
    void fill(long from, long to) {
        try (EventLog log = open()) {
            append(log, from, to);
        }
    }

    /** Hands over these events, and flushes now and then. */
    void append(EventLog log, long from, long to) {
        for (long id = from; id <= to; id++) {
            append(log, id);
            if (random.nextInt(5) == 0) {
                log.flush();
            }
        }
    }

    void append(EventLog log, long id) {
        hand(log, event(id, (int) (id % 30)));
    }

    /** Hands over an event of the greatest length there may be. */
    void appendLongest(EventLog log, long id) {
        event(id, 3);
        buffer.checkLimit(EventBlock.MAX_EVENT_BYTES);
        hand(log, EventBlock.MAX_EVENT_BYTES);
    }

    private void hand(EventLog log, int length) {
        log.onEvent(7, Currency.pack("USD"), buffer, 0, length);
    }

    private int event(long id, int seats) {
        SeatsBlockedEncoder event = new SeatsBlockedEncoder();
        event.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .eventId(id)
                .sequence(sequence(id))
                .timestampMs(id)
                .showId(5);
        SeatsBlockedEncoder.SeatsEncoder group = event.seatsCount(seats);
        for (int i = 0; i < seats; i++) {
            group.next().seat(i);
        }
        event.reason("");
        return MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength();
    }

    /** The ids of all events behind one, as a reader of its own finds them. */
    List<Long> read(long after, int atATime) throws EventsGoneException {
        try (EventReader reader = new EventReader(directory, after)) {
            List<Long> all = new ArrayList<>();
            for (List<Long> some = read(reader, atATime); !some.isEmpty(); some = read(reader, atATime)) {
                all.addAll(some);
            }
            return all;
        }
    }

    /** The ids of the next events. */
    static List<Long> read(EventReader reader, int maxEvents) throws EventsGoneException {
        List<Long> ids = new ArrayList<>();
        int count = reader.read(
                maxEvents,
                Integer.MAX_VALUE,
                (plan, currency, event, offset, length) -> ids.add(EventBlock.eventId(event, offset)));
        assertThat(ids).hasSize(count);
        return ids;
    }

    static List<Long> ids(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    List<EventFile> files() {
        try {
            return EventFile.list(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path lastFile() {
        List<EventFile> files = files();
        return files.get(files.size() - 1).path();
    }

    /** What stands beside the files of the queue, with names that end so. */
    List<Path> beside(String ending) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    static void overwrite(Path file, long offset, byte[] content) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(offset);
            open.write(content);
        }
    }
}
