package io.rushline.journal.power;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a file, in pages of 4 KiB.
 *
 * @param lengthBytes of the file
 * @param pages whole ones by their numbers; those that are missing are zero
 */
public record FilePages(long lengthBytes, Map<Long, byte[]> pages) {
    public static final int PAGE_BYTES = 4096;

    /** An empty file. */
    public static final FilePages EMPTY = new FilePages(0, Map.of());

    private static final byte[] ZERO = new byte[PAGE_BYTES];

    /** One page, zero when there is none of the number. */
    public byte[] page(long number) {
        return pages.getOrDefault(number, ZERO);
    }

    /** Reads a file. */
    public static FilePages read(Path file) throws IOException {
        Map<Long, byte[]> pages = new TreeMap<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer chunk = ByteBuffer.allocate(256 * PAGE_BYTES);
            for (long at = 0; at < size; at += chunk.capacity()) {
                chunk.clear();
                channel.read(chunk, at);
                for (int i = 0; i < chunk.position(); i += PAGE_BYTES) {
                    if (!Arrays.equals(chunk.array(), i, i + PAGE_BYTES, ZERO, 0, PAGE_BYTES)) {
                        pages.put((at + i) / PAGE_BYTES, Arrays.copyOfRange(chunk.array(), i, i + PAGE_BYTES));
                    }
                }
                Arrays.fill(chunk.array(), (byte) 0);
            }
            return new FilePages(size, pages);
        }
    }

    /** Writes a new file. */
    public void writeTo(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (lengthBytes > 0) {
                channel.write(ByteBuffer.allocate(1), lengthBytes - 1);
            }
            for (Map.Entry<Long, byte[]> page : pages.entrySet()) {
                long at = page.getKey() * PAGE_BYTES;
                int length = (int) Math.min(PAGE_BYTES, lengthBytes - at);
                channel.write(ByteBuffer.wrap(page.getValue(), 0, length), at);
            }
        }
    }
}
