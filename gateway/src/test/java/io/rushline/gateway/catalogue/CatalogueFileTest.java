package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

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
