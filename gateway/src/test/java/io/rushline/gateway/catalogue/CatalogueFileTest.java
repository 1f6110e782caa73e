package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    /** Somebody may have put a copy back where a first start did not get to its end. */
    @Test
    void shouldKeepTheFileThatItMakesAnew() throws IOException {
        Files.createFile(directory.resolve("catalogue.new"));
        Files.writeString(directory.resolve("catalogue.mv.db.damaged-1"), "earlier");
        Files.writeString(directory.resolve("catalogue.mv.db"), "put back");

        Catalogue.open(directory).close();

        assertThat(directory.resolve("catalogue.mv.db.damaged-1")).hasContent("earlier");
        assertThat(directory.resolve("catalogue.mv.db.damaged-2")).hasContent("put back");
    }

    @Test
    void shouldOpenTheFileAsItIsWhenItCannotBeWrittenAnew() throws IOException {
        Path file = directory.resolve("catalogue.mv.db");
        writeInChunks(file, COMMITS);
        byte[] before = Files.readAllBytes(file);

        new CatalogueFile(directory, new FullDisk()).tidy("");

        assertThat(file).hasBinaryContent(before);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void shouldAdviseToPutACopyBackOnlyWhenTheFileIsDamaged() throws IOException {
        Catalogue.open(directory).close();
        Path file = directory.resolve("catalogue.mv.db");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> CatalogueDatabase.open(directory, "", Disk.SYSTEM, Duration.ZERO))
                    .hasMessageContaining("Cannot open the catalogue " + file)
                    .hasMessageContaining("locked")
                    .message()
                    .doesNotContain("put a copy of it back");
        }
        byte[] content = Files.readAllBytes(file);
        Arrays.fill(content, (byte) '?');
        Files.write(file, content);
        assertThatThrownBy(() -> Catalogue.open(directory)).hasMessageContaining("put a copy of it back");
    }

    /** The kernel closes the files of a killed process one by one: this one after the lock on the data directory. */
    @Test
    @Timeout(60)
    void shouldWaitForALockThatAKilledProcessStillHas() throws Exception {
        Catalogue.open(directory).close();
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread opening = new Thread(() -> {
            try (Catalogue catalogue = Catalogue.open(directory)) {
                outcome.set(catalogue.knownShowIds().length);
            } catch (IOException | RuntimeException e) {
                outcome.set(e);
            }
        });
        try (FileChannel channel = FileChannel.open(directory.resolve("catalogue.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            opening.start();
            while (opening.isAlive() && !isWaiting(opening)) {
                Thread.onSpinWait();
            }
            assertThat(lock.isValid()).isTrue();
        }
        opening.join();

        assertThat(outcome).hasValue(0);
    }

    private static boolean isWaiting(Thread opening) {
        StackTraceElement[] stack = opening.getStackTrace();
        return Arrays.stream(stack)
                        .limit(4)
                        .anyMatch(frame -> frame.getMethodName().equals("parkNanos"))
                && Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("openUnlocked"));
    }

    @Test
    void shouldNotMakeAFileAnewThatWasCompletedAndIsDamaged() throws IOException {
        Path file = Files.write(directory.resolve("catalogue.mv.db"), new byte[8_192]);

        assertThatThrownBy(() -> Catalogue.open(directory))
                .hasMessageContaining("Cannot open the catalogue " + file)
                .hasMessageContaining("put a copy of it back");

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

    /** Has no room left for what H2 has written anew. */
    private static final class FullDisk implements Disk {
        @Override
        public DiskFile open(Path file) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            Disk.SYSTEM.forceDirectory(directory);
        }

        @Override
        public long usableBytes(Path directory) {
            return 0;
        }
    }
}
