package io.rushline.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The files of a directory as pages of 4 KiB, and what a power loss may leave of what was written since.
 *
 * @param files the size of each file, and those of its pages that are not zero
 */
public record PowerLossImage(Map<String, Content> files) {
    public static final int PAGE_BYTES = 4096;

    private static final byte[] ZERO = new byte[PAGE_BYTES];

    /** What is in a file: its length, and its pages by their numbers; those that are missing are zero. */
    public record Content(long lengthBytes, Map<Long, byte[]> pages) {
        public byte[] page(long number) {
            return pages.getOrDefault(number, ZERO);
        }
    }

    /** Reads the queue files of a directory and what stands beside them. */
    public static PowerLossImage of(Path directory) throws IOException {
        Map<String, Content> files = new TreeMap<>();
        try (var all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), read(file));
            }
        }
        return new PowerLossImage(files);
    }

    public static Content read(Path file) throws IOException {
        Map<Long, byte[]> pages = new TreeMap<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer chunk = ByteBuffer.allocate(256 * PAGE_BYTES);
            for (long at = 0; at < size; at += chunk.capacity()) {
                chunk.clear();
                channel.read(chunk, at);
                for (int i = 0; i < chunk.position(); i += PAGE_BYTES) {
                    byte[] page = Arrays.copyOfRange(chunk.array(), i, Math.min(i + PAGE_BYTES, chunk.position()));
                    if (!Arrays.equals(page, 0, page.length, ZERO, 0, page.length)) {
                        pages.put((at + i) / PAGE_BYTES, page);
                    }
                }
            }
            return new Content(size, pages);
        }
    }

    /**
     * This image, which was forced, with any part of what came behind it and was not.
     *
     * @param losesForced whether pages that had been forced and were written to again may be lost altogether, as no disk
     *     does that keeps its promises
     */
    PowerLossImage withAnyOf(PowerLossImage later, Random random, boolean losesForced) {
        Map<String, Content> mixed = new TreeMap<>();
        int likelihood = random.nextInt(101);
        later.files.forEach((name, after) -> {
            Content before = files.get(name);
            if (before != null || random.nextInt(100) < likelihood) {
                Content from = before == null ? new Content(0, Map.of()) : before;
                mixed.put(name, mix(from, after, random, likelihood, losesForced));
            }
        });
        return new PowerLossImage(mixed);
    }

    private static Content mix(Content before, Content after, Random random, int likelihood, boolean losesForced) {
        Map<Long, byte[]> pages = new TreeMap<>(before.pages());
        after.pages().forEach((number, page) -> {
            if (!Arrays.equals(page, before.page(number))) {
                if (random.nextInt(100) < likelihood) {
                    pages.put(number, page);
                } else if (losesForced && random.nextInt(4) == 0) {
                    pages.remove(number);
                }
            }
        });
        long length = random.nextBoolean() ? after.lengthBytes() : before.lengthBytes();
        long last = pages.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
        return new Content(Math.max(length, (last + 1) * PAGE_BYTES), pages);
    }

    /** Whether a page of the former that was not zero is zero here, or a file is shorter. */
    boolean lacksForced(PowerLossImage former) {
        return former.files.entrySet().stream().anyMatch(file -> {
            Content here = files.get(file.getKey());
            return here == null
                    || file.getValue().pages().keySet().stream()
                            .anyMatch(number -> !here.pages().containsKey(number));
        });
    }

    /** Writes it out. */
    public void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, Content> file : files.entrySet()) {
            try (FileChannel channel = FileChannel.open(
                    directory.resolve(file.getKey()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (Map.Entry<Long, byte[]> page : file.getValue().pages().entrySet()) {
                    channel.write(ByteBuffer.wrap(page.getValue()), page.getKey() * PAGE_BYTES);
                }
                if (channel.size() < file.getValue().lengthBytes()) {
                    channel.write(ByteBuffer.allocate(1), file.getValue().lengthBytes() - 1);
                }
            }
        }
    }
}
