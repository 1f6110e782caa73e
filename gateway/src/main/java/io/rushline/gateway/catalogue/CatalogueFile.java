package io.rushline.gateway.catalogue;

import io.rushline.journal.Disk;
import io.rushline.journal.KeptName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.h2.engine.Constants;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that H2 keeps the catalogue in, looked at before H2 opens it.
 *
 * <p>H2 writes what has changed as a chunk behind the others, and tidies up in the background and when it is closed. A
 * process that is killed again and again leaves ever more of them. With many of them H2 may not find its way: the page
 * that says where a chunk is lies in a chunk that only that page could find, and opening ends in a stack overflow. So a
 * file with many chunks is written anew first, which H2 does into another file that then replaces it.
 *
 * <p>Source: the "File Format" section of H2's documentation of the MVStore.
 */
final class CatalogueFile {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueFile.class);
    private static final int BLOCK_BYTES = 4096;
    private static final byte[] CHUNK = "chunk:".getBytes(StandardCharsets.US_ASCII);
    static final int MAX_CHUNKS = 20;

    private final Path directory;
    private final Path file;

    /** Is there while the file is being made: what a power loss leaves of it then is not to be opened. */
    private final Path mark;

    private final Disk disk;

    CatalogueFile(Path directory, Disk disk) {
        this.directory = directory.toAbsolutePath();
        file = this.directory.resolve("catalogue.mv.db");
        mark = this.directory.resolve("catalogue.new");
        this.disk = disk;
    }

    /** Makes room for a new file unless there is one that was completed; nobody may have it open. */
    void begin() throws IOException {
        if (isNew()) {
            if (Files.exists(file)) {
                // As a rule half made and empty, but somebody may have put a copy back.
                Path kept = KeptName.of(file, "damaged");
                Files.move(file, kept);
                LOG.warn("{} was never completed and is made anew: kept it as {}", file, kept.getFileName());
            }
        } else if (Files.notExists(file)) {
            Files.createFile(mark);
        } else {
            return;
        }
        disk.forceDirectory(directory);
    }

    /** Whether the file is being made: nobody has been told yet of anything in it. */
    boolean isNew() {
        return Files.exists(mark);
    }

    /**
     * What is in the file was forced, and counts from now on. H2 forces neither that there is such a file, nor which of
     * two has the name when it was written anew.
     */
    void complete() throws IOException {
        Files.deleteIfExists(mark);
        disk.forceDirectory(directory);
    }

    /**
     * Writes the file anew when it has many chunks; nobody may have it open. When that fails, as on a full disk, the file
     * stays as it is.
     *
     * @param fileSystem of H2, empty for the usual one
     */
    void tidy(String fileSystem) throws IOException {
        if (Files.notExists(file) || chunkCount(file) <= MAX_CHUNKS) {
            return;
        }
        Path compact = file.resolveSibling(file.getFileName() + ".compact");
        try {
            writeAnew(compact, fileSystem);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be written anew, and is opened as it is: {}", file, e.toString());
            removeRest(compact);
        }
    }

    private static void removeRest(Path compact) {
        try {
            for (String suffix : List.of("", Constants.SUFFIX_MV_STORE_TEMP_FILE, Constants.SUFFIX_MV_STORE_NEW_FILE)) {
                Files.deleteIfExists(compact.resolveSibling(compact.getFileName() + suffix));
            }
        } catch (IOException e) {
            LOG.warn("what was begun of {} could not be removed: {}", compact, e.toString());
        }
    }

    private void writeAnew(Path compact, String fileSystem) throws IOException {
        // H2 renames what it has made, and need not have forced it: that happens to a copy.
        Files.copy(file, compact, StandardCopyOption.REPLACE_EXISTING);
        MVStoreTool.compact(fileSystem + compact, false);
        try (Disk.DiskFile open = disk.open(compact)) {
            open.force(true);
        }
        Files.move(compact, file, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(directory);
    }

    /** How many chunks there are: each begins with its header, at the start of a block. */
    static int chunkCount(Path file) throws IOException {
        int count = 0;
        byte[] start = new byte[CHUNK.length];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = 0; channel.read(ByteBuffer.wrap(start), at) == start.length; at += BLOCK_BYTES) {
                count += Arrays.equals(start, CHUNK) ? 1 : 0;
            }
        }
        return count;
    }
}
