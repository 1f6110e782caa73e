package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.journal.Disk;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.event.EventReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators ask of a journal that a server wrote, while it serves and afterwards. */
class JournalCommandTest {
    /** In a block of the event queue. */
    private static final int EVENT_VERSION_OFFSET = 12;

    @TempDir
    private static Path root;

    @AutoClose
    private static TestServer server;

    private static Path data;
    private static String show;
    private static String offered;
    private static String booking;
    private static String hold;

    private final JournalConsole console = new JournalConsole();
    private final StringWriter out = console.out();
    private final StringWriter err = console.err();

    @BeforeAll
    static void sell() {
        data = root.resolve("data");
        server = TestServer.startDurable(data);
        SoldShow sold = SoldShow.in(new House(server.api()));
        show = sold.show();
        hold = sold.hold();
        booking = sold.booking();
        offered = sold.offered();
    }

    @Test
    void shouldVerifyBesideARunningPrimaryAndTouchNothing() throws IOException {
        Map<Path, FileTime> before = times(data.resolve("journal"));

        assertThat(journal("verify")).isZero();

        assertThat(out.toString()).contains("integrity    good").containsPattern("state hash +[0-9a-f]{16} after");
        assertThat(times(data.resolve("journal"))).isEqualTo(before);
    }

    @Test
    void shouldGiveTheSameHashEachTimeAndAnotherBeforeTheEnd() {
        assertThat(journal("verify", "--json")).isZero();
        String whole = hash();
        assertThat(journal("replay", "--json")).isZero();
        assertThat(hash()).isEqualTo(whole);
        assertThat(journal("replay", "--json", "--until", "3")).isZero();
        assertThat(hash()).isNotEqualTo(whole);
        assertThat(out.toString()).contains("\"sequence\":3");
    }

    @Test
    void shouldSayWhoHasASeatAndWhoDidNotGetIt() {
        assertThat(journal("explain", show, "Stalls-A-2")).isZero();

        assertThat(out.toString()
                        .lines()
                        .map(line ->
                                line.replaceAll("\\d{4}-\\d\\d-\\S+Z", "TIME").replaceAll("\\d{1,9}\\b", "N")))
                .containsExactly(
                        "at N, TIME: hold N of ann got Stalls-A-N, Stalls-A-N until TIME",
                        "at N, TIME: bob: HoldSeats Stalls-A-N, Stalls-A-N was refused with SEATS_UNAVAILABLE:"
                                + " Stalls-A-N is held by hold N of ann since sequence N",
                        "at N, TIME: hold N of ann became booking N of Stalls-A-N, Stalls-A-N");
    }

    @Test
    void shouldExplainWhatCustomersKnowTheirIdsOf() {
        assertThat(journal("explain", "--waiter", offered)).isZero();
        assertThat(out.toString()).contains("joined the line for 2 seats, with 0 ahead", "was offered Stalls-A-3");
        assertThat(journal("explain", "--booking", booking)).isZero();
        assertThat(out.toString()).contains("of ann got Stalls-A-1", "became booking");
        assertThat(journal("explain", "--hold", hold, "--json")).isZero();
        assertThat(out.toString()).contains("\"what\":\"SeatsBooked\"");
        assertThat(journal("explain", "--customer", "eve")).isZero();
        assertThat(out.toString())
                .contains("eve: HoldBestAvailable was refused with JOIN_LINE: 0 seats free, 4 held, 1 wait");
        assertThat(journal("explain", "--hold", "h_forged")).isEqualTo(2);
        assertThat(journal("explain", show)).isEqualTo(2);
        assertThat(journal("explain", "--customer", "")).isEqualTo(2);
        assertThat(journal("explain", show, "Stalls-Z-9")).isZero();
        assertThat(err.toString()).contains("has no seat Stalls-Z-9");
        assertThat(journal("fairness", "--show", "987654")).isZero();
        assertThat(err.toString()).contains("there is no show 987654 in this journal");
        assertThat(journal("dump", "--show", "987654")).isZero();
        assertThat(err.toString()).contains("nothing in this journal is what was asked for");
        assertThat(journal("replay", "--line-policy", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("expected strict_fifo or first_fit, not 'x'");
    }

    @Test
    void shouldDumpWhatIsAskedFor() {
        assertThat(journal("dump", "--customer", "cid", "--type", "ReleaseHold"))
                .isZero();
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .contains(
                        "ReleaseHold",
                        "=> Accepted",
                        "| HoldReleased",
                        "seats=Stalls-A-3,Stalls-A-4",
                        "| SeatsOffered");
        assertThat(journal("dump", "--show", show, "--type", "refused", "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"code\":\"SEATS_UNAVAILABLE\"", "\"code\":\"JOIN_LINE\"");
        assertThat(journal("dump", "--from", "2", "--to", "3")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(journal("dump", "--to", "2020-01-01T00:00:00Z")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(journal("dump", "--from", "yesterday")).isEqualTo(2);
        assertThat(journal("dump", "--customer", "")).isEqualTo(2);
        assertThat(journal("dump", "--type", "Nonsense")).isEqualTo(2);
    }

    @Test
    void shouldFindTheSaleFair() {
        assertThat(journal("fairness")).isZero();
        assertThat(out.toString())
                .contains("Verdict: fair", "1 joined, 1 were offered seats", "sold   2 seats in 1 bookings");
        assertThat(journal("fairness", "--json", "--show", show)).isZero();
        assertThat(out.toString()).contains("\"fair\":true", "\"findings\":[]", "\"SEATS_UNAVAILABLE\":1");
    }

    @Test
    void shouldSayWhatOtherTermsWouldHaveChanged() {
        assertThat(journal("replay", "--max-per-hold", "1")).isZero();
        assertThat(out.toString())
                .contains("1 of 1 shows would have come out differently")
                .containsPattern("would be +1 +0 +0");
        assertThat(journal("replay", "--line-policy", "FIRST_FIT", "--json")).isZero();
        assertThat(out.toString()).contains("\"differences\":[]");
        assertThat(journal("replay", "--max-per-hold", "11")).isEqualTo(2);
        assertThat(journal("replay", "--show", show)).isEqualTo(2);
    }

    @Test
    void shouldSayWhatToDoAboutDamagedEvents() throws IOException {
        Path directory = root.resolve("events");
        try (TestServer writer = TestServer.startDurable(directory)) {
            House house = new House(writer.api());
            house.hold(house.smallShow(), "ann", 2).expect(201);
        }
        assertThat(journalOf(directory, "verify")).isZero();
        assertThat(out.toString()).containsPattern("events +1 to \\d+ in 1 files, all whole");
        Path file = directory.resolve("events/0000000000000000001.events");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'?'}), 0);
        }

        assertThat(journalOf(directory, "verify")).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern(
                        "events +damaged in .*1\\.events at offset 0, event 1, behind sequence 0: it is not whole")
                .contains("the next start keeps the file beside, and writes what can be written again");
        assertThat(journalOf(directory, "verify", "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"intact\":false", "\"eventQueue\":{", "\"afterSequence\":0");
        TestServer.startDurable(directory).close();
        assertThat(journalOf(directory, "verify")).isZero();
    }

    /** A start reads the last file only; the advice is for what it can't help with. */
    @Test
    void shouldGiveAdviceThatHelpsWhenAnEventFileInFrontOfTheLastIsMissing() throws Exception {
        Path directory = root.resolve("gap");
        long last = sellAndSplitEvents(directory);
        List<EventFile> files = EventFile.list(directory.resolve("events"));
        Files.delete(files.get(files.size() - 2).path());
        TestServer.startDurable(directory).close();

        assertThat(journalOf(directory, "verify")).isEqualTo(1);

        assertThat(out.toString())
                .contains("the file before it ends there; stop the server, move this file out of the directory, and the"
                        + " next start writes their events again");
        moveAway(files.subList(files.size() - 1, files.size()));
        TestServer.startDurable(directory).close();
        assertThat(journalOf(directory, "verify")).isZero();
        assertThat(out.toString()).contains(" 1 to " + last + " in " + (files.size() - 2) + " files, all whole");
    }

    @Test
    void shouldGiveAdviceThatHelpsWhenTheFirstEventFileIsMissing() throws Exception {
        Path directory = root.resolve("beginning");
        long last = sellAndSplitEvents(directory);
        List<EventFile> files = EventFile.list(directory.resolve("events"));
        Files.delete(files.get(0).path());
        TestServer.startDurable(directory).close();

        assertThat(journalOf(directory, "verify")).isEqualTo(1);

        assertThat(out.toString())
                .contains("event 1, behind sequence 0: the files before it are missing")
                .contains("move this file and the " + (files.size() - 2) + " files behind it out of the directory");
        moveAway(files.subList(1, files.size()));
        assertThat(journalOf(directory, "verify")).isZero();
        assertThat(out.toString()).contains("none; the next start writes them");
        TestServer.startDurable(directory).close();
        assertThat(journalOf(directory, "verify")).isZero();
        assertThat(out.toString()).contains(" 1 to " + last + " in 1 files, all whole");
    }

    @Test
    void shouldTellOfTheJournalWhenTheEventsCannotBeRead() throws Exception {
        Path directory = root.resolve("unread");
        sellAndSplitEvents(directory);
        Path first = EventFile.list(directory.resolve("events")).get(0).path();
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {99}), EVENT_VERSION_OFFSET);
        }

        assertThat(journalOf(directory, "verify")).isEqualTo(Rushline.COULD_NOT_RUN);

        assertThat(out.toString())
                .contains("integrity    good")
                .containsPattern("state hash +[0-9a-f]{16} after")
                .containsPattern("events +The block at offset 0 of .* a newer build wrote it: use that build");
        assertThat(err.toString().lines()).singleElement().asString().contains("a newer build wrote it");
        assertThat(journalOf(directory, "verify", "--json")).isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(out.toString()).contains("\"intact\":false", "\"stateHash\":", "\"eventQueue\":{\"unread\":");
    }

    /** Sells something and writes the events of it into small files; answers the last of them. */
    private static long sellAndSplitEvents(Path directory) throws Exception {
        try (TestServer writer = TestServer.startDurable(directory)) {
            House house = new House(writer.api());
            String seats = house.largeShow();
            for (int i = 0; i < 10; i++) {
                house.hold(seats, "customer-" + i, 2).expect(201);
            }
        }
        Path queue = directory.resolve("events");
        Path whole = Files.move(queue, directory.resolve("whole"));
        try (EventReader reader = new EventReader(whole, 0);
                EventLog split = EventLog.open(queue, 1, Disk.SYSTEM)) {
            while (reader.read(3, Integer.MAX_VALUE, split) > 0) {
                split.flush();
            }
            assertThat(EventFile.list(queue)).hasSizeGreaterThan(3);
            return reader.position();
        }
    }

    private static void moveAway(List<EventFile> files) throws IOException {
        Path away = Files.createTempDirectory(root, "away");
        for (EventFile file : files) {
            Files.move(file.path(), away.resolve(file.path().getFileName()));
        }
    }

    @Test
    void shouldSayInOneLineThatThereIsNoJournal() {
        assertThat(journalOf(root.resolve("nothing"), "verify")).isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(err.toString().lines()).singleElement().asString().contains("there is no journal in");
    }

    @Test
    void shouldMakeNothingWhereThereIsNoJournal() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));
        for (List<String> command : List.of(List.of("journal", "prune"), List.of("snapshot"))) {
            err.getBuffer().setLength(0);
            String[] all = Stream.concat(command.stream(), Stream.of("--data", empty.toString()))
                    .toArray(String[]::new);
            assertThat(Rushline.commandLine().setErr(new PrintWriter(err)).execute(all))
                    .isEqualTo(Rushline.COULD_NOT_RUN);
            assertThat(err.toString().lines()).singleElement().asString().contains("there is no journal in " + empty);
        }
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void shouldSayWhatCannotBeFound() {
        assertThat(journal("explain", "--customer", "nobody")).isZero();
        assertThat(err.toString()).contains("about it: nobody never asked for anything");
        assertThat(journal("explain", "--hold", "999999")).isZero();
        assertThat(err.toString()).contains("about it: there was never a hold 999999");
        assertThat(journal("replay", "--until", "999999")).isZero();
        assertThat(err.toString()).containsPattern("the journal ends at sequence \\d+, before 999999");
        assertThat(out.toString()).containsPattern("replay +[\\d,]+ commands in [\\d.]+ s, [\\d,]+ a second");
    }

    private int journal(String... arguments) {
        return journalOf(data, arguments);
    }

    private int journalOf(Path directory, String... arguments) {
        return console.run(directory, arguments);
    }

    private String hash() {
        return out.toString().replaceAll("(?s).*\"stateHash\":\"([0-9a-f]{16})\".*", "$1");
    }

    static Map<Path, FileTime> times(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("catalogue"))
                    .collect(Collectors.toMap(
                            file -> file, JournalCommandTest::time, (one, other) -> one, TreeMap::new));
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
