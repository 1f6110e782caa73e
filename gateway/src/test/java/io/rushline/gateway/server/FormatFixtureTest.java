package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.gateway.view.ShowView;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
