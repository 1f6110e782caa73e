package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators take out of a journal: rows for other programs, and the part in front of damage. */
class JournalCopyTest {
    private static final byte[] MAGIC = "RUSHJRNL".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path root;

    private static Path data;

    private final JournalConsole console = new JournalConsole();
    private final StringWriter out = console.out();
    private final StringWriter err = console.err();

    @BeforeAll
    static void sell() {
        data = root.resolve("data");
        try (TestServer server = TestServer.startDurable(data)) {
            SoldShow.in(new House(server.api()));
        }
    }

    @Test
    void shouldExportRows() throws IOException {
        assertThat(journal("export", "bookings")).isZero();
        assertThat(out.toString().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains(",ann,Stalls-A-1;Stalls-A-2,3000,USD,BOOKED,pay-1,");
        assertThat(journal("export", "holds")).isZero();
        assertThat(out.toString()).contains(",RELEASED,", ",dee,Stalls-A-3;Stalls-A-4,3000,USD,true,HELD,");
        Path file = root.resolve("events.jsonl");
        assertThat(journal("export", "events", "--json", "--out", file.toString()))
                .isZero();
        assertThat(Files.readString(file)).contains("\"name\":\"SeatsOffered\"");
        assertThat(journal("export", "events", "--out", file.toString())).isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void shouldLeaveNoExportThatIsNotWhole() throws IOException {
        Path unreadable = root.resolve("unreadable");
        Files.createDirectories(unreadable.resolve("journal/20260921-14F.cq4"));
        Path file = root.resolve("part.csv");

        assertThat(journalOf(unreadable, "export", "holds", "--out", file.toString()))
                .isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("can't read the journal in " + unreadable)
                .contains("Is a directory");
        assertThat(file).doesNotExist();
        assertThat(root.resolve("part.csv.unfinished")).doesNotExist();

        Path nowhere = root.resolve("nowhere");
        assertThat(journal(
                        "export", "holds", "--out", nowhere.resolve("part.csv").toString()))
                .isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(err.toString().lines()).singleElement().asString().contains(": there is no " + nowhere);
    }

    @Test
    void shouldPrintWhatItFoundBeforeItCouldNotReadOn() throws IOException {
        Path broken = root.resolve("broken");
        Files.createDirectories(broken.resolve("journal/99991231-23F.cq4"));
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.copy(file, broken.resolve("journal").resolve(file.getFileName()));
            }
        }
        assertThat(journal("dump")).isZero();
        String whole = out.toString();

        assertThat(journalOf(broken, "dump")).isEqualTo(Rushline.COULD_NOT_RUN);

        assertThat(out).hasToString(whole);
        assertThat(err.toString()).contains("can't read the journal in " + broken);
    }

    @Test
    void shouldNotTouchWhatAnotherExportWrites() throws IOException {
        Path file = root.resolve("shared.csv");
        Path unfinished = Files.writeString(root.resolve("shared.csv.unfinished"), "of another");

        assertThat(journal("export", "holds", "--out", file.toString())).isEqualTo(Rushline.COULD_NOT_RUN);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("there is " + unfinished + ", of an export that is at work or was interrupted: remove it");
        assertThat(unfinished).hasContent("of another");
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldRepairIntoAnotherDirectoryWhichThenServes() throws IOException {
        Path damaged = root.resolve("damaged");
        try (TestServer writer = TestServer.startDurable(damaged)) {
            House house = new House(writer.api());
            house.hold(house.smallShow(), "ann", 2).expect(201);
            assertThat(journalOf(
                            damaged, "repair", "--to", root.resolve("early").toString()))
                    .isEqualTo(Rushline.COULD_NOT_RUN);
            assertThat(err.toString()).contains("is in use");
        }
        damageFourthRecord(damaged);
        Map<Path, FileTime> before = JournalCommandTest.times(damaged);
        Path repaired = root.resolve("repaired");

        assertThat(journalOf(damaged, "verify")).isEqualTo(1);
        assertThat(out.toString()).contains("damaged in", "sequence 4:");
        assertThat(journalOf(damaged, "fairness")).isEqualTo(1);
        Path front = root.resolve("front.csv");
        assertThat(journalOf(damaged, "export", "holds", "--out", front.toString()))
                .isEqualTo(1);
        assertThat(front).exists();
        assertThat(journalOf(damaged, "repair", "--to", repaired.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("up to sequence 3", "LOST: sequences 4 to");
        assertThat(JournalCommandTest.times(damaged)).isEqualTo(before);
        assertThat(journalOf(repaired, "verify")).isZero();
        assertThat(Files.readAllBytes(repaired.resolve("keys/server.key")))
                .isEqualTo(Files.readAllBytes(damaged.resolve("keys/server.key")));
        TestServer.startDurable(repaired).close();
        assertThat(journalOf(damaged, "repair", "--to", repaired.toString())).isEqualTo(Rushline.COULD_NOT_RUN);
    }

    /** Such a copy would contain itself. */
    @Test
    void shouldNotRepairIntoTheDirectoryItself() throws IOException {
        Path damaged = root.resolve("inside");
        try (TestServer writer = TestServer.startDurable(damaged)) {
            new House(writer.api()).smallShow();
        }

        assertThat(journalOf(
                        damaged, "repair", "--to", damaged.resolve("x/copy").toString()))
                .isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(err.toString().lines()).singleElement().asString().contains("is within " + damaged);
        assertThat(damaged.resolve("x")).doesNotExist();

        Path copy = root.resolve("copy");
        Files.createDirectory(root.resolve("copy.unfinished"));
        assertThat(journalOf(damaged, "repair", "--to", copy.toString())).isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(err.toString()).contains("copy.unfinished, left by a repair that was interrupted: remove it");
    }

    private int journal(String... arguments) {
        return journalOf(data, arguments);
    }

    private int journalOf(Path directory, String... arguments) {
        return console.run(directory, arguments);
    }

    private static void damageFourthRecord(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            Path file = files.filter(each -> each.toString().endsWith("F.cq4"))
                    .findFirst()
                    .orElseThrow();
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            int at = -1;
            for (int record = 0; record < 4; record++) {
                at = content.indexOf(new String(MAGIC, StandardCharsets.ISO_8859_1), at + 1);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {'?', '?'}), at + 50);
            }
        }
    }
}
