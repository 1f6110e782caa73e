package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

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

        CatalogueFile.tidy(file);

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

        CatalogueFile.tidy(file);
        CatalogueFile.tidy(directory.resolve("missing.mv.db"));

        assertThat(file).hasBinaryContent(before);
        assertThat(directory.resolve("missing.mv.db")).doesNotExist();
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
