package io.rushline.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.journal.Excerpt;
import io.rushline.journal.TestJournal;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A torn end in front of a file that has nothing: an auditor tells of what the next start cuts, and where. */
class TornEndTest {
    private static final long START_MS = 1_790_000_000_000L;
    private static final int BATCHES = 5;

    @TempDir
    Path root;

    private TestJournal journal;
    private Path first;
    private Path last;

    @BeforeEach
    void write() {
        journal = new TestJournal(root);
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, BATCHES, START_MS);
            journal.batches(writer, 1, START_MS + TestJournal.HOUR_MS);
        }
        first = journal.files().get(0);
        last = journal.files().get(1);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameTheFileOfARecordThatWasNotPublished(boolean isBlank) throws IOException {
        empty(last, isBlank);
        long record = TestJournal.recordOffset(first, BATCHES - 1);
        TestJournal.overwrite(first, record - 4, new byte[4]);

        assertTornEnd(first, end(BATCHES - 2), (BATCHES - 1) * 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTellOfBytesThatAreNoRecord(boolean isBlank) throws IOException {
        empty(last, isBlank);
        TestJournal.overwrite(first, end(BATCHES - 1), new byte[64]);
        TestJournal.overwrite(first, end(BATCHES - 1) + 16, new byte[] {1, 2, 3, 4});

        assertTornEnd(first, end(BATCHES - 1), BATCHES * 10);
    }

    @Test
    void shouldNameTheFileThatLostItsHeaderInFrontOfARecordNobodyHeardOf() throws IOException {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 1, START_MS + 2 * TestJournal.HOUR_MS);
        }
        empty(journal.files().get(2), true);
        TestJournal.overwrite(last, 0, new byte[4_096]);

        assertTornEnd(last, 0, BATCHES * 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFindNothingTornInAFileThatWasJustMade(boolean isBlank) throws IOException {
        empty(last, isBlank);

        ScanReport report = scan();

        assertThat(report.damage()).isEmpty();
        assertThat(report.tornEnd()).isEmpty();
    }

    private void assertTornEnd(Path file, long offset, long afterSequence) {
        ScanReport report = scan();

        assertThat(report.damage()).isEmpty();
        TornEnd torn = report.tornEnd().orElseThrow();
        assertThat(torn.file()).isEqualTo(file);
        assertThat(torn.offset()).isEqualTo(offset);
        assertThat(torn.afterSequence()).isEqualTo(afterSequence);
        assertThat(journal.replay(new ArrayList<>()).tornTail()).isTrue();
    }

    private ScanReport scan() {
        return new JournalScan(journal.directory(), 0, (excerpt, lengthBytes) -> true, ScanProgress.NONE).scan();
    }

    private long end(int record) throws IOException {
        return TestJournal.recordOffset(first, record)
                + Excerpt.HEADER_BYTES
                + 10 * (Excerpt.COMMAND_HEADER_BYTES + 50);
    }

    /** Of all, or of all but the queue's own structures. */
    private static void empty(Path file, boolean isBlank) throws IOException {
        int from = isBlank ? 0 : (int) TestJournal.recordOffset(file, 0) - 4;
        TestJournal.overwrite(file, from, new byte[(int) Files.size(file) - from]);
    }
}
