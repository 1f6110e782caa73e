package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFileTest {
    private static final int COMMITS = 40;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldWriteAFileOfManyChunksAnewAndKeepWhatIsInIt() throws IOException {
        Path file = directory.resolve("catalogue.mv.db");
        writeInChunks(file, COMMITS);
        assertThat(CatalogueFile.chunkCount(file)).isGreaterThanOrEqualTo(COMMITS);

        new CatalogueFile(directory, Disk.SYSTEM).tidy("");

        assertThat(CatalogueFile.chunkCount(file)).isLessThan(5);
        try (MVStore store = MVStore.open(file.toString())) {
            MVMap<Integer, String> rows = store.openMap("rows");
            assertThat(rows).hasSize(COMMITS).containsEntry(COMMITS - 1, "row " + (COMMITS - 1));
        }
    }

    @Test
    void shouldLeaveAFileOfFewChunksAsItIs() throws IOException {
        Path file = directory.resolve("catalogue.mv.db");
        writeInChunks(file, 5);
        byte[] before = Files.readAllBytes(file);

        new CatalogueFile(directory, Disk.SYSTEM).tidy("");
        new CatalogueFile(directory.resolve("missing"), Disk.SYSTEM).tidy("");

        assertThat(file).hasBinaryContent(before);
        assertThat(directory.resolve("missing")).doesNotExist();
    }

    /** A power loss while H2 made the file: it would never be opened again. */
    @Test
    void shouldMakeAFileAnewThatWasNeverCompleted() throws IOException {
        Path mark = Files.createFile(directory.resolve("catalogue.new"));
        Files.write(directory.resolve("catalogue.mv.db"), new byte[8_192]);

        try (Catalogue catalogue = Catalogue.open(directory)) {
            assertThat(catalogue.knownShowIds()).isEmpty();
        }

        assertThat(mark).doesNotExist();
    }

    @Test
    void shouldNotMakeAFileAnewThatWasCompletedAndIsDamaged() throws IOException {
        Path file = Files.write(directory.resolve("catalogue.mv.db"), new byte[8_192]);

        assertThatThrownBy(() -> Catalogue.open(directory)).hasMessageContaining("Cannot open the catalogue " + file);

        assertThat(file).hasSize(8_192);
    }

    /** Left as by a process that was killed. */
    private static void writeInChunks(Path file, int commits) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        MVMap<Integer, String> rows = store.openMap("rows");
        for (int i = 0; i < commits; i++) {
            rows.put(i, "row " + i);
            store.commit();
        }
        store.closeImmediately();
    }
}
