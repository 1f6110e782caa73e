package io.rushline.journal.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Where the row of whole blocks in a file of the event queue ends.
 *
 * <pre>
 *   [ whole ][ whole ][ torn, or nothing ] ...                 offset = end of the second, no stray
 *   [ whole ][ whole ][ damaged          ][ whole ][ whole ]   the same, and the first of the last two is a stray
 * </pre>
 *
 * @param offset behind the last of them; 0 when there is none
 * @param nextEventId of the event that would follow
 * @param stray where a whole block stands all the same behind that place; empty when there is none
 */
record EventFileEnd(long offset, long nextEventId, OptionalLong stray) {
    private static final int CHUNK_BYTES = 1024 * 1024;

    /**
     * Reads a file to its end.
     *
     * @throws EventsDamagedException when a newer build wrote it
     */
    static EventFileEnd of(EventFile file) throws IOException {
        long next = file.firstEventId();
        long offset;
        try (BlockCursor cursor = new BlockCursor(file)) {
            while (cursor.isAt(next) && cursor.isIntact()) {
                next += cursor.count();
                cursor.advance();
            }
            offset = cursor.position();
        }
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            return new EventFileEnd(offset, next, findBlock(channel, offset));
        }
    }

    /** Blocks stand at any byte, so that each is looked at. */
    private static OptionalLong findBlock(FileChannel channel, long from) throws IOException {
        long size = channel.size();
        if (from == size) {
            return OptionalLong.empty();
        }
        ByteBuffer chunk = EventBlock.allocate(CHUNK_BYTES);
        ByteBuffer block = EventBlock.allocate(EventBlock.MAX_BYTES);
        CRC32C crc = new CRC32C();
        for (long base = from; base + EventBlock.HEADER_BYTES <= size; ) {
            fill(channel, chunk, base);
            int end = chunk.limit() - EventBlock.HEADER_BYTES;
            for (int i = 0; i <= end; i++) {
                if (EventBlock.hasHeader(chunk, i) && isBlock(channel, block, base + i, crc)) {
                    return OptionalLong.of(base + i);
                }
            }
            // A head that is cut by the end of this chunk is whole in the next.
            base += end + 1;
        }
        return OptionalLong.empty();
    }

    private static boolean isBlock(FileChannel channel, ByteBuffer block, long offset, CRC32C crc) throws IOException {
        fill(channel, block, offset);
        // What a newer build wrote is taken for whole, since only that build can tell.
        return EventBlock.version(block, 0) > EventBlock.FORMAT_VERSION
                || (EventBlock.lengthBytes(block, 0) <= block.limit() && EventBlock.isIntact(block, 0, crc));
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long offset) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
            // A read may end early.
        }
        buffer.flip();
    }
}
