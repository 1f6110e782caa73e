package io.rushline.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.TestJournal;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.JournalFollower;
import io.rushline.journal.replay.ReplaySummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damage of each kind, its diagnosis, and what can be saved. */
class DamagedJournalTest {
    private static final String INTACT_HASH = "3068644ff35906d9";

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bit-flip      | 20260921-14F.cq4 | 66655 |  8 | checksum does not match, but a valid record with sequence 9 follows | 38
            zeroed-page   | 20260921-15F.cq4 | 66365 | 29 | the queue ends here, but a valid record with sequence 39 follows    |  8
            missing-file  | 20260921-15F.cq4 |     0 |  1 | the next record, in 20260921-15F.cq4, starts with sequence 24       | 23
            gap           | 20260921-14F.cq4 | 67952 | 20 | the next record, in 20260921-15F.cq4, starts with sequence 24       | 23
            older-epoch   | 20260921-15F.cq4 | 66148 | 27 | epoch 1 after epoch 2: two processes have written                   | 20
            newer-version | 20260921-15F.cq4 | 66820 | 33 | format version 2 is newer than this build's 1                       | 14
            repeated-sequence | 20260921-15F.cq4 | 66141 | 27 | the next record, in 20260921-15F.cq4, starts with sequence 26 | 20
            earlier-time  | 20260921-15F.cq4 | 66148 | 27 | timestamp 690491972264 after 1790003600030                          | 20
            short-file    | 20260921-14F.cq4 | 67520 | 16 | checksum does not match, but a valid record with sequence 24 follows | 23
            lost-header   | 20260921-14F.cq4 |     0 |  1 | the queue ends here, but a valid record with sequence 1 follows     | 23
            """)
    void shouldNamePlaceAndKindOfDamage(
            String name, String file, long offset, long sequence, String problem, long recordsBehind)
            throws IOException {
        DamagedJournals.unpack(name, root);
        Path journal = root.resolve("journal");

        ScanReport report = scan(root);

        Damage damage = report.damage().orElseThrow();
        assertThat(damage.file()).isEqualTo(journal.resolve(file));
        assertThat(damage.offset()).isEqualTo(offset);
        assertThat(damage.sequence()).isEqualTo(sequence).isEqualTo(report.lastSequence() + 1);
        assertThat(damage.problem()).isEqualTo(problem);
        assertThat(damage.behind().records()).isEqualTo(recordsBehind);
        JournalCorruptException refusal =
                catchThrowableOfType(JournalCorruptException.class, () -> replayedByServer(journal));
        assertThat(refusal.file()).as("a server refuses to start there, too").isEqualTo(damage.file());
        assertThat(refusal.offset()).isEqualTo(offset);
        assertThat(refusal.sequence()).isEqualTo(sequence);
    }

    @Test
    void shouldTellATornTailFromDamage() throws IOException {
        DamagedJournals.unpack("torn-tail", root);

        ScanReport report = scan(root);

        assertThat(report.damage()).isEmpty();
        TornEnd torn = report.tornEnd().orElseThrow();
        assertThat(torn.offset()).isEqualTo(68_260);
        assertThat(torn.afterSequence()).isEqualTo(45);
        assertThat(torn.problem()).isEqualTo("checksum does not match");
        assertThat(replayedByServer(root.resolve("journal")).lastSequence()).isEqualTo(45);
    }

    @Test
    void shouldReplayVersionOneToTheHashThatItHadWhenItWasWritten() throws IOException {
        DamagedJournals.unpack("intact-v1", root);

        Replay replay = new Replay(Replay.nobody());
        ScanReport report = scan(root, replay);

        assertThat(report.damage()).isEmpty();
        assertThat(report.tornEnd()).isEmpty();
        assertThat(report.epochs()).isEqualTo(2);
        assertThat(report.commands()).isEqualTo(RecordedSale.COMMANDS);
        assertThat(replay.state().stateHashText()).isEqualTo(INTACT_HASH);
    }

    @Test
    void shouldWriteTheSameSaleToTheSameHashToday() {
        RecordedSale.write(root);

        Replay replay = new Replay(Replay.nobody());
        scan(root, replay);

        assertThat(replay.state().stateHashText()).isEqualTo(INTACT_HASH);
    }

    @ParameterizedTest
    @CsvSource({
        "intact-v1,46",
        "torn-tail,45",
        "bit-flip,7",
        "zeroed-page,28",
        "missing-file,0",
        "gap,19",
        "repeated-sequence,26",
        "earlier-time,26",
        "short-file,15",
        "lost-header,0",
        // A record tells its length itself, so that the queue's word in front of it is not needed.
        "broken-length,46"
    })
    void shouldSaveAllThatIsInFrontOfTheDamage(String name, long commands) throws IOException {
        Path damaged = root.resolve("damaged");
        Path saved = root.resolve("saved");
        DamagedJournals.unpack(name, damaged);
        Files.createDirectories(damaged.resolve("keys"));
        Files.writeString(damaged.resolve("keys/server.key"), "secret");
        Files.writeString(damaged.resolve("catalogue.mv.db"), "films");
        Map<Path, String> before = content(damaged);
        Replay prefix = new Replay(Replay.nobody());
        scan(damaged, prefix);

        new Repair(damaged, saved).run(ScanProgress.NONE);

        assertThat(content(damaged)).isEqualTo(before);
        Replay replay = new Replay(Replay.nobody());
        ScanReport report = scan(saved, replay);
        assertThat(report.damage()).isEmpty();
        assertThat(report.tornEnd()).isEmpty();
        assertThat(report.commands()).isEqualTo(commands);
        assertThat(replay.state()).isEqualTo(prefix.state());
        assertThat(replayedByServer(saved.resolve("journal")).tornTail()).isFalse();
        assertThat(saved.resolve("keys/server.key")).hasContent("secret");
        assertThat(saved.resolve("catalogue.mv.db")).hasContent("films");
    }

    @Test
    void shouldSeeNothingWrongWhileSomebodyWrites() {
        try (TestJournal journal = new TestJournal(root);
                JournalWriter writer = journal.reopen(Durability.CACHE)) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int hour = 0; hour < 4; hour++) {
                    journal.batches(writer, 500, RecordedSale.START_MS + hour * RecordedSale.HOUR_MS);
                }
            });
            long seen = 0;
            boolean isOver;
            do {
                isOver = writing.isDone();
                ScanReport report = scan(root);
                assertThat(report.damage()).isEmpty();
                assertThat(report.tornEnd()).isEmpty();
                assertThat(report.lastSequence()).isGreaterThanOrEqualTo(seen);
                seen = report.lastSequence();
            } while (!isOver);
            writing.join();
            assertThat(seen).isEqualTo(4 * 500 * 10);
        }
    }

    private static ScanReport scan(Path data) {
        return new JournalScan(data.resolve("journal"), 0, (excerpt, lengthBytes) -> true, ScanProgress.NONE).scan();
    }

    private static ScanReport scan(Path data, Replay replay) {
        ExcerptHandler commands = ExcerptHandler.commandsUntil(Long.MAX_VALUE, replay);
        return new JournalScan(data.resolve("journal"), 0, commands, ScanProgress.NONE).scan();
    }

    private static ReplaySummary replayedByServer(Path journal) {
        return JournalFollower.replay(
                journal, JournalPosition.START, (sequence, timestampMs, buffer, offset, length) -> {});
    }

    private static Map<Path, String> content(Path directory) throws IOException {
        Map<Path, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return content;
    }
}
