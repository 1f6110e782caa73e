package io.rushline.gateway.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.h2.mvstore.MVStoreTool;

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
    private static final int BLOCK_BYTES = 4096;
    private static final byte[] CHUNK = "chunk:".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_CHUNKS = 20;

    private CatalogueFile() {}

    /** Writes the file anew when it has many chunks; nobody may have it open. */
    static void tidy(Path file) throws IOException {
        if (Files.exists(file) && chunkCount(file) > MAX_CHUNKS) {
            MVStoreTool.compact(file.toString(), false);
        }
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
