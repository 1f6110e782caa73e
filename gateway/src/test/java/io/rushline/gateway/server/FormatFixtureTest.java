package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.gateway.view.ShowView;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.event.Currency;
import io.rushline.journal.event.EventHandler;
import io.rushline.journal.event.EventReader;
import io.rushline.journal.event.EventsGoneException;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory that an earlier build wrote, a snapshot and a journal of format 1 each, must stay readable. */
class FormatFixtureTest {
    private static final long SNAPSHOT_SEQUENCE = 17;
    private static final long LAST_SEQUENCE = 26;
    private static final long LARGE_SHOW = 4;
    private static final String LARGE_SHOW_SEATS = "HHHFFF" + "FFBBFF" + "FFFFFX" + "FFFFF";

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldReadTheSnapshotAndTheJournalOfFormat1() throws IOException {
        unpack("data-format-1.zip");
        Path snapshot =
                new SnapshotStore(data.resolve("snapshots")).newestFirst().get(0);
        assertThat(SnapshotFile.open(snapshot).position().sequence()).isEqualTo(SNAPSHOT_SEQUENCE);

        long fromSnapshot = recover(SNAPSHOT_SEQUENCE);
        Files.delete(snapshot);
        long fromJournal = recover(0);

        assertThat(fromSnapshot).isEqualTo(fromJournal);
    }

    @Test
    void shouldReadTheEventsOfFormat1() throws IOException, EventsGoneException {
        unpack("data-format-1.zip");
        List<String> replayed = new ArrayList<>();
        try (DataDirectory held = DataDirectory.open(data);
                Recovery recovery =
                        Recovery.begin(held.snapshots(), held.journal(), EngineLimits.SERVER, 0, noting(replayed))) {
            recovery.replay(held);
        }
        Path events = Files.createDirectories(data.resolve("events"));
        try (InputStream resource = Objects.requireNonNull(getClass().getResourceAsStream("events-format-1.events"))) {
            Files.copy(resource, events.resolve("0000000000000000001.events"));
        }

        List<String> read = new ArrayList<>();
        try (EventReader reader = new EventReader(events, 0)) {
            reader.read(1_000, Integer.MAX_VALUE, noting(read));
        }

        assertThat(read).hasSizeGreaterThan(15).isEqualTo(replayed);
    }

    private static EventHandler noting(List<String> events) {
        return (planId, currency, event, offset, length) -> {
            byte[] bytes = new byte[length];
            event.getBytes(offset, bytes);
            events.add(planId + " " + Currency.unpack(currency) + " "
                    + HexFormat.of().formatHex(bytes));
        };
    }

    /** Answers the state's hash. */
    private long recover(long start) {
        try (DataDirectory held = DataDirectory.open(data);
                Recovery recovery = Recovery.begin(held.snapshots(), EngineLimits.SERVER)) {
            assertThat(recovery.start().sequence()).isEqualTo(start);
            recovery.replay(held);
            assertThat(recovery.engine().lastSequence()).isEqualTo(LAST_SEQUENCE);
            ShowView show = recovery.views().show(LARGE_SHOW).orElseThrow();
            assertThat(show.seats().letters(0, show.plan().seatCount())).isEqualTo(LARGE_SHOW_SEATS);
            return recovery.engine().stateHash();
        }
    }

    private void unpack(String name) throws IOException {
        try (InputStream resource = Objects.requireNonNull(FormatFixtureTest.class.getResourceAsStream(name), name);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = data.resolve(entry.getName()).normalize();
                assertThat(file.startsWith(data)).isTrue();
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(zip, file);
            }
        }
    }
}
