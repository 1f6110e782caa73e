package io.rushline.journal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue of several files, and damage that neither a start nor a consumer that is further on meets. */
class EventCheckTest {
    private static final int EVENTS = 300;

    @TempDir
    private Path root = Path.of("");

    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());
    private Path directory = Path.of("");
    private TestEvents events = new TestEvents(directory, new Random());

    @BeforeEach
    void fill() {
        directory = root.resolve("events");
        events = new TestEvents(directory, new Random(seed));
        events.fill(1, EVENTS);
        assertThat(events.files()).as("seed %d", seed).hasSizeGreaterThan(3);
    }

    @Test
    void shouldFindAllOfAWholeQueue() throws IOException {
        assertThat(EventCheck.of(directory, 0))
                .isEqualTo(new EventCheck(events.files().size(), 1, EVENTS, Optional.empty()));
        assertThat(EventCheck.of(root.resolve("nowhere"), 0).lastEventId()).isZero();
    }

    @Test
    void shouldTakeATornEndForWhatIsOnItsWay() throws IOException {
        Path last = events.lastFile();
        byte[] whole = Files.readAllBytes(last);
        TestEvents.overwrite(last, whole.length, new byte[] {1, 2, 3});

        assertThat(EventCheck.of(directory, 0).damage()).as("seed %d", seed).isEmpty();
    }

    /** Whatever bit it is, in whatever file; and what the advice says helps. */
    @Test
    void shouldFindEachDamageInAnEarlierFile() throws IOException, EventsGoneException {
        Random random = new Random(seed);
        List<EventFile> files = events.files();
        for (int index = 0; index < files.size() - 1; index++) {
            EventFile file = files.get(index);
            byte[] whole = Files.readAllBytes(file.path());
            int at = anyByte(whole, random);
            TestEvents.overwrite(file.path(), at, new byte[] {(byte) (whole[at] ^ 1 << random.nextInt(8))});

            EventCheck.Damage damage = EventCheck.of(directory, 0).damage().orElseThrow();

            String what = "seed " + seed + ", file " + index + ", byte " + at;
            assertThat(damage.file()).as(what).isEqualTo(file);
            assertThat(damage.isMetByStart()).as(what).isFalse();
            assertThat(damage.offset()).as(what).isLessThanOrEqualTo(at);
            assertThat(damage.filesBehind()).as(what).isEqualTo(files.size() - 1 - index);
            assertThat(damage.afterSequence())
                    .as(what)
                    .isEqualTo(damage.eventId() == 1 ? 0 : TestEvents.sequence(damage.eventId() - 1));
            moveAway(files.subList(index, files.size()));
            events.fill(1, EVENTS);
            assertThat(EventCheck.of(directory, 0).damage()).as(what).isEmpty();
            assertThat(events.read(0, 7)).as(what).isEqualTo(TestEvents.ids(1, EVENTS));
            files = events.files();
        }
    }

    @Test
    void shouldFindAFileThatIsMissing() throws IOException {
        List<EventFile> files = events.files();
        Files.delete(files.get(1).path());

        EventCheck.Damage damage = EventCheck.of(directory, 0).damage().orElseThrow();

        assertThat(damage.file()).isEqualTo(files.get(2));
        assertThat(damage.isMetByStart()).isFalse();
        assertThat(damage.eventId()).isEqualTo(files.get(1).firstEventId());
        assertThat(damage.problem()).contains("the file before it ends there");
    }

    /** A start reads the last file only: it changes nothing, until that is moved away. */
    @Test
    void shouldFindAGapInFrontOfTheLastFile() throws IOException, EventsGoneException {
        List<EventFile> files = events.files();
        EventFile last = files.get(files.size() - 1);
        EventFile missing = files.get(files.size() - 2);
        Files.delete(missing.path());
        events.fill(1, EVENTS);

        EventCheck.Damage damage = EventCheck.of(directory, 0).damage().orElseThrow();

        assertThat(damage.file()).isEqualTo(last);
        assertThat(damage.filesBehind()).isZero();
        assertThat(damage.isMetByStart()).isFalse();
        assertThat(damage.rewrittenFrom()).isEqualTo(missing.firstEventId());
        moveAway(List.of(last));
        events.fill(1, EVENTS);
        assertThat(EventCheck.of(directory, 0).damage()).isEmpty();
        assertThat(events.read(0, 7)).isEqualTo(TestEvents.ids(1, EVENTS));
    }

    @Test
    void shouldFindThatTheBeginningIsMissingUnlessItWasPruned() throws IOException, EventsGoneException {
        List<EventFile> files = events.files();
        Files.delete(files.get(0).path());
        long first = files.get(1).firstEventId();

        assertThat(EventCheck.of(directory, first - 1))
                .isEqualTo(new EventCheck(files.size() - 1, first, EVENTS, Optional.empty()));
        EventCheck.Damage damage = EventCheck.of(directory, first - 2).damage().orElseThrow();

        assertThat(damage.file()).isEqualTo(files.get(1));
        assertThat(damage.eventId()).isEqualTo(first - 1);
        assertThat(damage.filesBehind()).isEqualTo(files.size() - 2);
        assertThat(damage.isMetByStart()).isFalse();
        moveAway(files.subList(1, files.size()));
        events.fill(1, EVENTS);
        assertThat(EventCheck.of(directory, 0).damage()).isEmpty();
        assertThat(events.read(0, 7)).isEqualTo(TestEvents.ids(1, EVENTS));
    }

    @Test
    void shouldFindDamageInFrontOfWholeBlocksOfTheLastFile() throws IOException {
        try (EventLog log = EventLog.open(directory)) {
            for (long id = EVENTS + 1; id <= EVENTS + 3; id++) {
                events.append(log, id);
                log.flush();
            }
        }
        TestEvents.overwrite(events.lastFile(), 0, new byte[] {1});

        EventCheck.Damage damage = EventCheck.of(directory, 0).damage().orElseThrow();

        assertThat(damage.filesBehind()).isZero();
        assertThat(damage.isMetByStart()).isTrue();
        assertThat(damage.problem()).contains("a whole block follows at offset");
    }

    /** But for the number of the format: no newer one can be told from a damaged one. */
    private static int anyByte(byte[] file, Random random) {
        ByteBuffer blocks = EventBlock.allocate(file.length).put(file);
        int at = random.nextInt(file.length);
        int block = 0;
        while (block + EventBlock.lengthBytes(blocks, block) <= at) {
            block += EventBlock.lengthBytes(blocks, block);
        }
        return at >= block + 12 && at < block + 16 ? block + 16 : at;
    }

    private void moveAway(List<EventFile> files) throws IOException {
        Path away = Files.createTempDirectory(root, "away");
        for (EventFile file : files) {
            Files.move(file.path(), away.resolve(file.path().getFileName()));
        }
    }
}
