package io.rushline.loadtest.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.office.HttpOffice;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Grant;
import io.rushline.loadtest.report.Heard;
import io.rushline.loadtest.report.JournalFindings;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Organiser;
import io.rushline.loadtest.workload.Show;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a real server, beside replies that are true and replies that are not. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalVerdictTest {
    private static final long TIMEOUT_MS = 30_000;

    private Path data = Path.of("");
    private Show show = new Show("", 0);
    private Heard hold = new Heard(Operation.HOLD, 0, Heard.OK, "", List.of());
    private Heard booking = hold;
    private Heard refusal = hold;
    private Heard release = hold;
    private Grant offer = new Grant("", "", List.of(), 0, 0, 0, true);

    /** Ann and Cid take all seats, Bob waits; Ann pays, Cid lets go, and Bob has an offer. */
    @BeforeAll
    void sell(@TempDir Path directory) throws CouldNotRun {
        data = directory;
        try (Server server = Server.start(
                ServerOptions.on(data, Durability.DISK).build(), ApiKeys.none().withDemo(), failure -> {})) {
            String url = "http://127.0.0.1:" + server.httpPort();
            WireClient client = new WireClient(Target.of(url, false), 8);
            show = new Organiser(client, url, "demo-operator", "journal", TIMEOUT_MS)
                    .inNewHall(4, 1, 60, 1)
                    .get(0);
            try (BoxOffice office = new HttpOffice(client, "demo-web", 20)) {
                Reply anns = ask(office, Ask.Hold.best(show.showId(), "ann", 2, "k1"));
                Reply cids = ask(office, Ask.Hold.best(show.showId(), "cid", 2, "k2"));
                hold = Heard.of(Operation.HOLD, anns);
                refusal = Heard.of(Operation.HOLD, ask(office, Ask.Hold.best(show.showId(), "bob", 2, "k3")));
                Reply joined = ask(office, new Ask.Join(show.showId(), "bob", 2, "k4"));
                booking = Heard.of(
                        Operation.BOOK, ask(office, new Ask.Book(anns.answer().text("holdId"), "ann", "paid", "k5")));
                release = Heard.of(
                        Operation.RELEASE,
                        ask(office, new Ask.Release(cids.answer().text("holdId"), "cid", "k6")));
                String waiterId = joined.answer().text("waiterId");
                Reply offered = ask(office, new Ask.Watch(show.showId(), waiterId, 0));
                offer = Grant.of(show.showId(), offered.answer().hold(), offered.bestSequence(), 60_000, true);
            }
        }
    }

    @AfterAll
    void forget() {
        data = Path.of("");
    }

    @Test
    void shouldAgreeWhenTheRepliesAreTrue() throws CouldNotRun {
        JournalFindings findings = judge(data, hold, booking, refusal, release);

        assertThat(findings.findings()).isEmpty();
        assertThat(findings.clean()).isTrue();
        assertThat(findings.compared()).as("with the offer").isEqualTo(5);
    }

    @Test
    void shouldFindWhatWasAcknowledgedAndIsNotThere() throws CouldNotRun {
        JournalFindings findings = judge(data, new Heard(Operation.BOOK, 1_000_000, Heard.OK, "", List.of()));

        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.clean()).isFalse();
        assertThat(findings.findings().get(0)).contains("book", "1000000", "which the journal does not have");
    }

    @Test
    void shouldFindEachWayInWhichAReplyDiffers() throws CouldNotRun {
        assertDiffers(with(refusal, Heard.OK, "", List.of()), "was answered OK, and the journal says JOIN_LINE");
        assertDiffers(with(hold, "SHOW_FULL", "", List.of()), "was answered SHOW_FULL, and the journal says OK");
        assertDiffers(with(hold, Heard.OK, offer.holdId(), hold.seats()), "and the journal's is about");
        assertDiffers(with(hold, Heard.OK, hold.id(), offer.seats()), "the answer was about seats");
        assertDiffers(with(booking, Heard.OK, booking.id(), List.of("S1-R1-4")), "the answer was about seats");
        assertDiffers(
                new Heard(Operation.WATCH, offer.sequence(), Heard.OK, hold.id(), offer.seats()),
                "was told of an offer");
        // What came before is an epoch's start, which no client sends.
        assertDiffers(new Heard(Operation.JOIN, 1, Heard.OK, "", List.of()), "which nobody sends");
    }

    @Test
    void shouldFindWhenTheJournalIsDamaged(@TempDir Path copy) throws IOException, CouldNotRun {
        Files.createDirectory(copy.resolve("journal"));
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve("journal").resolve(file.getFileName()));
                if (file.toString().endsWith(".cq4")) {
                    damage(copy.resolve("journal").resolve(file.getFileName()));
                }
            }
        }

        JournalFindings findings = judge(copy, hold, booking, refusal, release);

        assertThat(findings.clean()).isFalse();
        assertThat(findings.lost()).isPositive();
        assertThat(findings.findings())
                .anySatisfy(finding -> assertThat(finding).contains("the journal is damaged"));
    }

    @Test
    void shouldSaySoBeforeTheRunWhenThereIsNoJournal(@TempDir Path empty) {
        assertThatThrownBy(() -> JournalVerdict.of(empty))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageContaining("there is no journal in " + empty);
    }

    @Test
    void shouldSayWithoutNamesOfClassesThatAJournalCantBeRead(@TempDir Path directory) throws IOException {
        Path file = Files.createDirectory(directory.resolve("journal")).resolve("20261126-00F.cq4");
        Files.createSymbolicLink(file, directory.resolve("gone"));

        assertThatThrownBy(() -> JournalVerdict.of(directory))
                .isInstanceOf(CouldNotRun.class)
                .hasMessage("can't read the journal in " + directory + ": there is no " + file);
    }

    private void assertDiffers(Heard forged, String message) throws CouldNotRun {
        JournalFindings findings = judge(data, forged);

        assertThat(findings.differing()).as(message).isEqualTo(1);
        assertThat(findings.clean()).isFalse();
        assertThat(findings.findings().get(0)).contains(message);
    }

    private static Heard with(Heard reply, String code, String id, List<String> seats) {
        return new Heard(reply.operation(), reply.sequence(), code, id, seats);
    }

    private JournalFindings judge(Path directory, Heard... heard) throws CouldNotRun {
        Evidence evidence = new Evidence();
        evidence.granted(offer);
        for (Heard reply : heard) {
            evidence.heard(reply);
        }
        return JournalVerdict.of(directory).judge(evidence, List.of(show.showId()));
    }

    /** Turns a bit of the customer's name in the first hold. */
    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("ann");
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(at);
            damaged.write('x');
        }
    }

    private static Reply ask(BoxOffice office, Ask ask) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        office.loop().execute(() -> office.ask(ask, TIMEOUT_MS, outcome::complete));
        return (Reply) outcome.join();
    }
}
