package io.rushline.journal.append;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The end of a queue file whose last writer may have failed to force it.
 *
 * <pre>
 *   0 ......... 1 MiB ................. end - 2 MiB ........ end ... end + 512 KiB
 *   [ headers, index ]                  [ records           ][ zeros         ]     written again as it is read
 * </pre>
 *
 * <p>When a force fails, the system takes the pages for clean all the same: they are read as they were written, and a second
 * force succeeds without writing them. Whoever goes on behind such records promises what is only in memory. So what was
 * perhaps never forced, one record at most, is written again with the same bytes, before it is forced.
 */
final class SuspectTail {
    /** More than the longest record, and all that a writer does between two forces. */
    private static final long BEFORE_BYTES = 2 * 1024 * 1024;

    private static final long BEHIND_BYTES = 512 * 1024;
    private static final long HEAD_BYTES = 1024 * 1024;
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int PAGE_BYTES = 4096;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(PAGE_BYTES).asReadOnlyBuffer();

    private SuspectTail() {}

    /**
     * Writes the head and the tail of a file again; forcing it is left to the caller.
     *
     * @param endOffset behind the last record
     */
    static void writeAgain(Path file, long endOffset, Disk disk) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        long tail = Math.max(HEAD_BYTES, endOffset - BEFORE_BYTES) & -PAGE_BYTES;
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                Disk.DiskFile to = disk.open(file)) {
            copy(from, to, 0, HEAD_BYTES);
            copy(from, to, tail, endOffset + BEHIND_BYTES);
        }
    }

    private static void copy(FileChannel from, Disk.DiskFile to, long start, long end) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        long limit = Math.min(end, from.size());
        for (long at = start; at < limit; at += CHUNK_BYTES) {
            chunk.clear().limit((int) Math.min(CHUNK_BYTES, limit - at));
            while (chunk.hasRemaining() && from.read(chunk, at + chunk.position()) > 0) {
                // A read may end early.
            }
            int length = chunk.position();
            for (int page = 0; page < length; page += PAGE_BYTES) {
                copyPage(chunk, page, Math.min(length, page + PAGE_BYTES), to, at);
            }
        }
    }

    /** A page of zeros has never been written, and takes no space as long as it is not. */
    private static void copyPage(ByteBuffer chunk, int page, int end, Disk.DiskFile to, long at) throws IOException {
        chunk.limit(end).position(page);
        if (chunk.mismatch(ZEROS.duplicate().limit(end - page)) < 0) {
            return;
        }
        while (chunk.hasRemaining()) {
            to.write(chunk, at + chunk.position());
        }
    }
}
