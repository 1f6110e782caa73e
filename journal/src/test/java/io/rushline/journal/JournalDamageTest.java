package io.rushline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.TestJournal.Command;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.ReplaySummary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalDamageTest {
    private static final long START_MS = 1_790_000_000_000L;
    private static final int BATCHES = 20;

    @TempDir
    Path root;

    private TestJournal journal;

    @BeforeEach
    void write() {
        journal = new TestJournal(root);
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, BATCHES, START_MS);
            journal.batches(writer, BATCHES, START_MS + TestJournal.HOUR_MS);
        }
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void shouldCutTailWhenLastRecordHasFlippedByte() throws IOException {
        TestJournal.flip(lastFile(), lastRecord() + 100);

        assertCutAfter(2 * BATCHES - 1);
    }

    /** Customers choose their names: 16 characters may look like the beginning of a record of a newer build. */
    @Test
    void shouldCutTailWhenANameInItLooksLikeARecord() throws IOException {
        long aligned = lastRecord() + 100 & -4;
        TestJournal.overwrite(lastFile(), aligned, "RUSHJRNLaaaabbbb".getBytes(StandardCharsets.US_ASCII));

        assertCutAfter(2 * BATCHES - 1);
    }

    @Test
    void shouldCutTailWhenLastRecordIsZeroed() throws IOException {
        TestJournal.overwrite(lastFile(), lastRecord() - 4, new byte[2_000]);

        assertCutAfter(2 * BATCHES - 1);
    }

    @Test
    void shouldCutTailWhenEndOfLastRecordIsZeroed() throws IOException {
        TestJournal.overwrite(lastFile(), lastRecord() + 200, new byte[2_000]);

        assertCutAfter(2 * BATCHES - 1);
    }

    @Test
    void shouldCutTailWhenFileIsTruncatedInLastRecord() throws IOException {
        try (FileChannel channel = FileChannel.open(lastFile(), StandardOpenOption.WRITE)) {
            channel.truncate(lastRecord() + 123);
        }

        assertCutAfter(2 * BATCHES - 1);
    }

    @Test
    void shouldCutTailWhenLastRecordWasNotPublished() throws IOException {
        TestJournal.overwrite(lastFile(), lastRecord() - 4, new byte[4]);

        assertCutAfter(2 * BATCHES - 1);
    }

    @Test
    void shouldCutTailWhenLastHeaderIsGarbage() throws IOException {
        byte[] garbage = new byte[1_000];
        new Random(5).nextBytes(garbage);
        TestJournal.overwrite(lastFile(), lastRecord() - 4, garbage);

        assertCutAfter(2 * BATCHES - 1);
    }

    @Test
    void shouldCutTailWhenBytesStandBehindLastRecord() throws IOException {
        long end = lastRecord() + Excerpt.HEADER_BYTES + 10 * (Excerpt.COMMAND_HEADER_BYTES + 50);
        TestJournal.overwrite(lastFile(), end + 64, new byte[] {1, 2, 3, 4});

        assertCutAfter(2 * BATCHES);
    }

    @Test
    void shouldCutTailWhenLastFileIsBlank() throws IOException {
        TestJournal.overwrite(lastFile(), 0, new byte[(int) Files.size(lastFile())]);

        assertCutAfter(BATCHES);
    }

    @Test
    void shouldCutTailWhenLastFileHasOnlyItsStructures() throws IOException {
        long first = TestJournal.recordOffset(lastFile(), 0);
        TestJournal.overwrite(lastFile(), first - 4, new byte[(int) (Files.size(lastFile()) - first + 4)]);

        assertCutAfter(BATCHES);
    }

    @Test
    void shouldContinueInNextHourWhenLastFileIsGone() throws IOException {
        Files.delete(lastFile());
        List<Command> expected = new ArrayList<>(journal.written().subList(0, BATCHES * 10));
        int before = journal.written().size();

        // The hour of these timestamps has its end mark already.
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 3, START_MS + 1);
        }

        expected.addAll(journal.written().subList(before, journal.written().size()));
        assertThat(journal.replayed()).isEqualTo(expected);
        assertThat(journal.files()).hasSize(2);
    }

    @Test
    void shouldReplayOnWhenEarlierFileLacksItsEndMark() throws IOException {
        Path first = journal.files().get(0);
        long end = TestJournal.recordOffset(first, BATCHES - 1)
                + Excerpt.HEADER_BYTES
                + 10 * (Excerpt.COMMAND_HEADER_BYTES + 50);
        TestJournal.overwrite(first, end, new byte[16]);

        assertReplaysAndContinues(2 * BATCHES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldReplayOnWhenLengthLeadsOverWhatFollows(int fromEnd) throws IOException {
        long word = TestJournal.recordOffset(lastFile(), BATCHES - fromEnd) - 4;
        int length = 1_500;
        TestJournal.overwrite(lastFile(), word, new byte[] {(byte) length, (byte) (length >> 8)});

        assertReplaysAndContinues(2 * BATCHES);
    }

    @Test
    void shouldReplayOnWhenMetadataIsBlank() throws IOException {
        Path metadata = JournalQueue.metadata(journal.directory());
        TestJournal.overwrite(metadata, 0, new byte[(int) Files.size(metadata)]);

        assertReplaysAndContinues(2 * BATCHES);
    }

    @Test
    void shouldRefuseWhenByteIsFlippedInTheMiddle() throws IOException {
        long offset = TestJournal.recordOffset(lastFile(), 7);
        TestJournal.flip(lastFile(), offset + 300);

        assertRefused(lastFile(), offset - 4, (BATCHES + 7) * 10 + 1);
    }

    @Test
    void shouldRefuseWhenQueueHeaderIsFlippedInTheMiddle() throws IOException {
        long offset = TestJournal.recordOffset(lastFile(), 7);
        TestJournal.flip(lastFile(), offset - 4);

        assertRefused(lastFile(), offset - 4, (BATCHES + 7) * 10 + 1);
    }

    @Test
    void shouldRefuseWhenPageIsZeroedInTheMiddle() throws IOException {
        long offset = TestJournal.recordOffset(lastFile(), 7);
        TestJournal.overwrite(lastFile(), offset - 4, new byte[4_096]);

        assertRefused(lastFile(), offset - 4, (BATCHES + 7) * 10 + 1);
    }

    @Test
    void shouldRefuseWhenEarlierFileIsDamaged() throws IOException {
        Path first = journal.files().get(0);
        long offset = TestJournal.recordOffset(first, BATCHES - 1);
        TestJournal.flip(first, offset + 50);

        assertRefused(first, offset - 4, (BATCHES - 1) * 10 + 1);
    }

    @Test
    void shouldRefuseWhenEarlierFileIsMissing() throws IOException {
        Files.delete(journal.files().get(0));

        assertThatThrownBy(() -> journal.replay(new ArrayList<>()))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("sequence 1:")
                .hasMessageContaining("starts with sequence 201");
    }

    @Test
    void shouldRefuseWhenFirstFileIsBlank() throws IOException {
        Path first = journal.files().get(0);
        TestJournal.overwrite(first, 0, new byte[(int) Files.size(first)]);

        assertThatThrownBy(() -> journal.replay(new ArrayList<>())).isInstanceOf(JournalCorruptException.class);
    }

    /** The reading finds nothing in either file; what it never reached must not be taken for nothing. */
    @Test
    void shouldRefuseWhenFirstFileLostItsHeaderAndNoRecordOfTheLastIsWhole() throws IOException {
        Path first = journal.files().get(0);
        TestJournal.overwrite(first, 0, new byte[4_096]);
        flipAllRecords(lastFile());

        assertRefused(first, 0, 1);
        assertThatThrownBy(() -> journal.replay(new ArrayList<>()))
                .hasMessageContaining("a valid record with sequence 1 follows in " + first.getFileName());
    }

    @Test
    void shouldRefuseWhenFileBetweenLostItsHeaderAndNoRecordOfTheLastIsWhole() throws IOException {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, BATCHES, START_MS + 2 * TestJournal.HOUR_MS);
        }
        Path between = journal.files().get(1);
        TestJournal.overwrite(between, 0, new byte[4_096]);
        flipAllRecords(lastFile());

        assertThatThrownBy(() -> journal.replay(new ArrayList<>()))
                .isInstanceOfSatisfying(
                        JournalCorruptException.class,
                        e -> assertThat(e.sequence()).isEqualTo(BATCHES * 10 + 1))
                .hasMessageContaining("a valid record with sequence 201 follows in " + between.getFileName());
    }

    @Test
    void shouldCutAllFilesWhenNoneHasARecordThatIsWhole() throws IOException {
        TestJournal.overwrite(
                journal.files().get(0),
                0,
                new byte[(int) Files.size(journal.files().get(0))]);
        flipAllRecords(lastFile());

        assertCutAfter(0);
    }

    @Test
    void shouldRefuseWhenFormatIsNewer() throws IOException {
        TestJournal.overwrite(lastFile(), lastRecord() + 12, new byte[] {2, 0, 0, 0});
        TestJournal.seal(lastFile(), lastRecord());

        assertThatThrownBy(() -> journal.replay(new ArrayList<>()))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("format version 2 is newer");
    }

    @Test
    void shouldReplayOrRefuseButNeverLieWhenDamageIsRandom() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Command> written = List.copyOf(journal.written());
        Path file = lastFile();
        byte[] good = Files.readAllBytes(file);
        long end = lastRecord() + 1_000;
        for (int round = 0; round < 40; round++) {
            long offset = random.nextInt(3) == 0
                    ? random.nextInt((int) end)
                    : TestJournal.recordOffset(file, 0)
                            + random.nextInt((int) (end - TestJournal.recordOffset(file, 0)));
            TestJournal.flip(file, offset);
            List<Command> replayed = new ArrayList<>();
            try {
                journal.replay(replayed);
            } catch (JournalCorruptException e) {
                assertThat(e).hasMessageContaining("sequence");
            }
            assertThat(replayed)
                    .as("seed %d, round %d, offset %d", seed, round, offset)
                    .isEqualTo(written.subList(0, replayed.size()));
            Files.write(file, good);
        }
    }

    private void assertCutAfter(int batches) {
        List<Command> replayed = new ArrayList<>();
        ReplaySummary summary = journal.replay(replayed);

        assertThat(summary.tornTail()).isTrue();
        assertThat(replayed).isEqualTo(journal.written().subList(0, batches * 10));
        assertReplaysAndContinues(batches);
        try (var files = Files.list(journal.directory())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.endsWith(".torn-1"))
                    .doesNotContain("cut");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertReplaysAndContinues(int batches) {
        List<Command> expected = new ArrayList<>(journal.written().subList(0, batches * 10));
        int before = journal.written().size();
        for (int run = 0; run < 3; run++) {
            try (JournalWriter writer = journal.reopen(Durability.DISK)) {
                assertThat(writer.lastSequence()).isEqualTo(expected.size());
                journal.batches(writer, 3, START_MS + TestJournal.HOUR_MS + run * TestJournal.HOUR_MS / 2);
            }
            expected.addAll(journal.written().subList(before, journal.written().size()));
            before = journal.written().size();

            List<Command> replayed = new ArrayList<>();
            ReplaySummary summary = journal.replay(replayed);
            assertThat(replayed).isEqualTo(expected);
            assertThat(summary.tornTail()).isFalse();
        }
    }

    private void assertRefused(Path file, long offset, long sequence) {
        assertThatThrownBy(() -> journal.replay(new ArrayList<>()))
                .isInstanceOfSatisfying(JournalCorruptException.class, e -> {
                    assertThat(e.file()).isEqualTo(file);
                    assertThat(e.offset()).isEqualTo(offset);
                    assertThat(e.sequence()).isEqualTo(sequence);
                })
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining("sequence " + sequence);
    }

    private static void flipAllRecords(Path file) throws IOException {
        for (int i = TestJournal.recordCount(file) - 1; i >= 0; i--) {
            TestJournal.flip(file, TestJournal.recordOffset(file, i) + Excerpt.HEADER_BYTES + 20);
        }
    }

    private Path lastFile() {
        return journal.files().get(journal.files().size() - 1);
    }

    private long lastRecord() throws IOException {
        return TestJournal.recordOffset(lastFile(), TestJournal.recordCount(lastFile()) - 1);
    }
}
