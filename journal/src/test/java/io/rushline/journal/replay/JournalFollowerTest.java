package io.rushline.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.ChildProcess;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.TestJournal;
import io.rushline.journal.TestJournal.Command;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalFollowerTest {
    private static final long START_MS = 1_790_000_000_000L;

    @TempDir
    Path root;

    private TestJournal journal;
    private JournalFollower follower;
    private final List<Command> followed = new ArrayList<>();

    @BeforeEach
    void open() {
        journal = new TestJournal(root);
        follower = new JournalFollower(journal.directory());
    }

    @AfterEach
    void close() {
        follower.close();
        journal.close();
    }

    @Test
    void shouldHandOverEachCommandOnceWhenPolledBetweenCommits() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long timestampMs = START_MS;
        for (int run = 0; run < 4; run++) {
            try (JournalWriter writer = journal.reopen(Durability.CACHE)) {
                for (int batch = 0; batch < 200; batch++) {
                    for (int i = random.nextInt(30); i >= 0; i--) {
                        timestampMs += random.nextInt(20_000);
                        journal.append(
                                writer, random, timestampMs, random.nextInt(random.nextInt(30) == 0 ? 90_000 : 300));
                    }
                    writer.commit();
                    if (random.nextInt(3) == 0) {
                        pollToEnd();
                        assertThat(followed).as("seed %d", seed).isEqualTo(journal.written());
                    }
                }
            }
        }
        pollToEnd();

        assertThat(followed).as("seed %d", seed).isEqualTo(journal.written());
        assertThat(journal.files()).hasSizeGreaterThan(10);
        assertThat(follower.lastEpoch()).isEqualTo(4);
    }

    @Test
    void shouldKeepUpWithAWriterOnAnotherThread() throws InterruptedException {
        Thread writing = new Thread(() -> {
            try (JournalWriter writer = journal.reopen(Durability.CACHE)) {
                for (int hour = 0; hour < 5; hour++) {
                    journal.batches(writer, 2_000, START_MS + hour * TestJournal.HOUR_MS);
                }
            }
        });
        writing.start();
        while (follower.lastSequence() < 100_000) {
            follower.poll(TestJournal.into(followed));
        }
        writing.join();

        assertThat(followed).isEqualTo(journal.written());
    }

    @Test
    void shouldChangeNothingInTheDirectory() throws IOException {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, 20, START_MS);
            journal.batches(writer, 20, START_MS + TestJournal.HOUR_MS);
            Map<String, String> before = content(root);

            pollToEnd();

            assertThat(content(root)).isEqualTo(before);
            assertThat(followed).isEqualTo(journal.written());
            journal.batches(writer, 20, START_MS + 2 * TestJournal.HOUR_MS);
        }
        assertThat(journal.replayed()).isEqualTo(journal.written());
    }

    @Test
    void shouldMakeNothingWhenThereIsNoDirectory() {
        Path nowhere = root.resolve("nowhere");
        try (JournalFollower early = new JournalFollower(nowhere)) {
            pollToEnd(early);

            assertThat(early.isAtEnd()).isTrue();
        }
        assertThat(nowhere).doesNotExist();
        assertThat(followed).isEmpty();
    }

    @Test
    void shouldWaitForARecordWhenItIsUnfinished() throws IOException {
        write(10, START_MS);
        Path file = journal.files().get(0);
        long last = TestJournal.recordOffset(file, 9);
        byte[] good = Files.readAllBytes(file);
        TestJournal.overwrite(file, last - 4, new byte[] {0, 0, 0, (byte) 0x80});

        pollToEnd();
        assertThat(followed).isEqualTo(journal.written().subList(0, 90));
        TestJournal.overwrite(file, last - 4, Arrays.copyOfRange(good, (int) last - 4, (int) last));
        TestJournal.flip(file, last + 500);
        pollToEnd();
        assertThat(followed).hasSize(90);
        TestJournal.flip(file, last + 500);
        pollToEnd();

        assertThat(followed).isEqualTo(journal.written());
    }

    @Test
    void shouldFindAHoleInFrontOfRecordsWhenItHasBeenAtTheEndForLong() throws IOException {
        write(40, START_MS);
        Path file = journal.files().get(0);
        TestJournal.overwrite(file, TestJournal.recordOffset(file, 7) - 4, new byte[4_096]);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        follower.poll(TestJournal.into(followed));
                    }
                })
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("sequence 71: the queue ends here, but a valid record");
        assertThat(followed).hasSize(70);
    }

    @Test
    void shouldFindAHoleInTheFileBeforeOneThatHasNothingWhole() throws IOException {
        write(10, START_MS);
        write(1, START_MS + TestJournal.HOUR_MS);
        Path first = journal.files().get(0);
        Path last = journal.files().get(1);
        TestJournal.overwrite(first, TestJournal.recordOffset(first, 7) - 4, new byte[4]);
        TestJournal.flip(last, TestJournal.recordOffset(last, 0) + 100);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        follower.poll(TestJournal.into(followed));
                    }
                })
                .isInstanceOfSatisfying(
                        JournalCorruptException.class, e -> assertThat(e.file()).isEqualTo(first))
                .hasMessageContaining("sequence 71: the queue ends here, but a valid record with sequence 81");
        assertThat(followed).hasSize(70);
    }

    @Test
    void shouldRefuseDamageInFrontOfALaterFile() throws IOException {
        write(10, START_MS);
        write(10, START_MS + TestJournal.HOUR_MS);
        Path file = journal.files().get(0);
        TestJournal.flip(file, TestJournal.recordOffset(file, 9) + 100);

        assertThatThrownBy(this::pollToEnd)
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("sequence 91: checksum does not match, but records follow in");
        assertThat(followed).hasSize(90);
    }

    @Test
    void shouldReadOnWhenANewPrimaryCutsTheTail() throws IOException {
        write(10, START_MS);
        pollToEnd();
        Path file = journal.files().get(0);
        byte[] torn = {1, 2, 3, 4, 5, 6, 7, 8};
        TestJournal.overwrite(file, TestJournal.recordOffset(file, 9) + 2_000, torn);
        write(10, START_MS);
        pollToEnd();
        write(10, START_MS + TestJournal.HOUR_MS);
        pollToEnd();

        assertThat(file.resolveSibling(file.getFileName() + ".torn-1")).exists();
        assertThat(followed).isEqualTo(journal.written());
        assertThat(follower.drain(TestJournal.into(followed))).isNotNull();
    }

    @Test
    void shouldReadOnWhenANewPrimaryRemovesAFileWithoutRecords() throws IOException {
        write(10, START_MS);
        write(1, START_MS + TestJournal.HOUR_MS);
        Path second = journal.files().get(1);
        long first = TestJournal.recordOffset(second, 0);
        byte[] good = Files.readAllBytes(second);
        TestJournal.overwrite(second, first - 4, new byte[1_000]);
        pollToEnd();
        assertThat(followed).hasSize(100);
        List<Command> expected = new ArrayList<>(journal.written().subList(0, 100));
        assertThat(good.length).isGreaterThan(1_000);

        write(3, START_MS + TestJournal.HOUR_MS);
        pollToEnd();

        expected.addAll(journal.written().subList(110, 140));
        assertThat(followed).isEqualTo(expected);
    }

    @Test
    void shouldRefuseToDrainWhenSomethingThatWasReadIsGone() throws IOException {
        write(10, START_MS);
        pollToEnd();
        Path file = journal.files().get(0);
        TestJournal.overwrite(file, TestJournal.recordOffset(file, 8) - 4, new byte[10_000]);
        journal.reopen(Durability.DISK).close();

        assertThatThrownBy(() -> follower.drain(TestJournal.into(followed)))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining(
                        "sequence 81: the journal ends here, but was read, or has a snapshot, up to sequence 100");
    }

    /** What it knew of the file before the last is of a file that is no longer there. */
    @Test
    void shouldRefuseToDrainWhenSomethingIsGoneFromTheFileBeforeOneWithoutAWholeRecord() throws IOException {
        write(10, START_MS);
        write(1, START_MS + TestJournal.HOUR_MS);
        Path first = journal.files().get(0);
        Path second = journal.files().get(1);
        tearFirstRecord(second);
        pollToEnd();
        assertThat(followed).hasSize(100);
        TestJournal.overwrite(first, TestJournal.recordOffset(first, 8) - 4, new byte[10_000]);
        write(1, START_MS + TestJournal.HOUR_MS);
        tearFirstRecord(second);

        assertThatThrownBy(() -> follower.drain(TestJournal.into(followed)))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining(
                        "sequence 81: the journal ends here, but was read, or has a snapshot, up to sequence 100");
    }

    @Test
    void shouldTakeOverWhenTheQueuesOwnStructuresAreDamaged() throws IOException {
        write(40, START_MS);
        Path file = journal.files().get(0);
        byte[] good = Files.readAllBytes(file);
        int first = (int) TestJournal.recordOffset(file, 0);
        Random random = new Random(4);
        for (int round = 0; round < 4; round++) {
            // Whatever stands in front of the first record, but for the words that say how long each part is.
            TestJournal.flip(file, 8 + random.nextInt(first - 1_000));
            try (JournalFollower again = new JournalFollower(journal.directory())) {
                followed.clear();
                ReplaySummary drained = again.drain(TestJournal.into(followed));
                assertThat(followed).as("round %d", round).isEqualTo(journal.written());
                JournalWriter.open(journal.dataDirectory(), drained, Durability.DISK)
                        .close();
                assertThat(journal.replayed()).as("round %d", round).isEqualTo(journal.written());
            }
            Files.write(file, good);
        }
    }

    @Test
    void shouldTakeOverWhenTheWriterWasKilledInsideADocument() throws IOException, InterruptedException {
        Path data = root.resolve("other");
        Process child = ChildProcess.start(data, "write");
        try (JournalFollower other = new JournalFollower(data.resolve("journal"))) {
            assertThat(ChildProcess.firstLine(child)).isEqualTo("open");
            pollToEnd(other);
            assertThat(followed).hasSize(50);
            child.destroyForcibly().waitFor();

            try (DataDirectory taken = DataDirectory.open(data);
                    JournalWriter writer =
                            JournalWriter.open(taken, other.drain(TestJournal.into(followed)), Durability.DISK)) {
                assertThat(writer.lastSequence()).isEqualTo(50);
                assertThat(writer.epoch()).isEqualTo(2);
                journal.batches(writer, 3, START_MS);
            }
            pollToEnd(other);
            assertThat(followed).hasSize(80);
        } finally {
            child.destroyForcibly();
        }
    }

    private void write(int batches, long timestampMs) {
        try (JournalWriter writer = journal.reopen(Durability.DISK)) {
            journal.batches(writer, batches, timestampMs);
        }
    }

    /** So that it stands there in its full length, and is not what was written. */
    private static void tearFirstRecord(Path file) throws IOException {
        TestJournal.flip(file, TestJournal.recordOffset(file, 0) + 100);
    }

    /** Often enough that it has looked at the directory, too. */
    private void pollToEnd() {
        pollToEnd(follower);
    }

    private void pollToEnd(JournalFollower which) {
        for (int i = 0; i < 40; i++) {
            do {
                which.poll(TestJournal.into(followed));
            } while (!which.isAtEnd());
        }
    }

    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                String bytes = Files.isDirectory(path) ? "" : "" + Arrays.hashCode(Files.readAllBytes(path));
                content.put(path.toString(), Files.getLastModifiedTime(path) + " " + bytes);
            }
        }
        return content;
    }
}
