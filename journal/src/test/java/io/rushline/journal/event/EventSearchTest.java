package io.rushline.journal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a reader begins who wants the events of a command and of those behind it. */
class EventSearchTest {
    private static final long LAST = 2_000;

    @TempDir
    private Path directory = Path.of("");

    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());

    @Test
    void shouldFindAPlaceThatMissesNothingAndIsNotFarBefore() {
        TestEvents events = new TestEvents(directory, new Random(seed));
        assertThat(EventSearch.before(directory, 1)).isZero();
        events.fill(1, LAST);
        assertThat(events.files()).hasSizeGreaterThan(20);

        for (long id = 1; id <= LAST; id += 2) {
            for (long sequence = TestEvents.sequence(id) - 2; sequence <= TestEvents.sequence(id); sequence++) {
                long before = EventSearch.before(directory, sequence);
                assertThat(before).as("sequence %d, seed %d", sequence, seed).isBetween(id - 60, id - 1);
            }
        }
        assertThat(EventSearch.before(directory, Long.MAX_VALUE)).isBetween(LAST - 60, LAST - 1);
    }

    @Test
    void shouldLeaveItToTheReaderToSayWhatIsGone() throws IOException {
        TestEvents events = new TestEvents(directory, new Random(seed));
        events.fill(1, LAST);
        Files.delete(events.files().get(0).path());
        long first = events.files().get(0).firstEventId();

        assertThat(EventSearch.before(directory, TestEvents.sequence(first))).isZero();
        // The first command's second event may be alone in a block, and the search may then begin with that one.
        assertThat(EventSearch.before(directory, TestEvents.sequence(first) + 1))
                .as("seed %d", seed)
                .isBetween(first - 1, first);
    }
}
