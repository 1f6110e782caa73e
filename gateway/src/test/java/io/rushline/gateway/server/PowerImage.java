package io.rushline.gateway.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Directories and files as a disk has them: names, and pages of 4 KiB.
 *
 * @param names for each directory, by its path from the root, which thing each name is of: a {@link Directory}, or what
 *     the system knows the file by, whatever it is called
 * @param files what is in each file
 */
record PowerImage(Map<String, Map<String, Object>> names, Map<Object, Content> files) {
    private static final int PAGE_BYTES = 4096;
    private static final byte[] ZERO = new byte[PAGE_BYTES];
    private static final Content EMPTY = new Content(0, Map.of());

    /** What is in a file: its length, and its pages by their numbers; those that are missing are zero. */
    record Content(long lengthBytes, Map<Long, byte[]> pages) {
        byte[] page(long number) {
            return pages.getOrDefault(number, ZERO);
        }
    }

    /** A directory within another. */
    record Directory(String path) {}

    static Content read(Path file) throws IOException {
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
            return new Content(size, pages);
        }
    }

    /** This, which is on disk, with any part of what came behind it and need not be. */
    PowerImage withAnyOf(PowerImage later, Random random) {
        int likelihood = random.nextInt(101);
        Map<String, Map<String, Object>> mixedNames = new TreeMap<>();
        TreeSet<String> directories = new TreeSet<>(names.keySet());
        directories.addAll(later.names.keySet());
        for (String directory : directories) {
            Map<String, Object> before = names.getOrDefault(directory, Map.of());
            mixedNames.put(directory, mix(before, later.names.getOrDefault(directory, Map.of()), random, likelihood));
        }
        Map<Object, Content> mixedFiles = new HashMap<>();
        mixedNames
                .values()
                .forEach(names -> names.values().forEach(file -> {
                    if (!(file instanceof Directory)) {
                        Content before = files.getOrDefault(file, EMPTY);
                        mixedFiles.computeIfAbsent(
                                file, any -> mix(before, later.files.getOrDefault(file, before), random, likelihood));
                    }
                }));
        return new PowerImage(mixedNames, mixedFiles);
    }

    /** A file that got another name has one of them, or both; it is never without. */
    private static Map<String, Object> mix(
            Map<String, Object> before, Map<String, Object> after, Random random, int likelihood) {
        Map<String, Object> mixed = new TreeMap<>();
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String name : all) {
            Object picked = random.nextInt(100) < likelihood ? after.get(name) : before.get(name);
            if (picked != null) {
                mixed.put(name, picked);
            }
        }
        after.forEach((name, file) -> {
            if (before.containsValue(file) && !mixed.containsValue(file)) {
                mixed.put(name, file);
            }
        });
        return mixed;
    }

    private static Content mix(Content before, Content after, Random random, int likelihood) {
        long longer = Math.max(before.lengthBytes, after.lengthBytes);
        long shorter = Math.min(before.lengthBytes, after.lengthBytes);
        long length = switch (random.nextInt(3)) {
            case 0 -> before.lengthBytes;
            case 1 -> after.lengthBytes;
            default -> Math.max(shorter, random.nextLong(longer + 1) / PAGE_BYTES * PAGE_BYTES);
        };
        Map<Long, byte[]> pages = new TreeMap<>();
        for (long number = 0; number * PAGE_BYTES < length; number++) {
            byte[] page = (random.nextInt(100) < likelihood ? after : before).page(number);
            if (page != ZERO) {
                pages.put(number, page);
            }
        }
        return new Content(length, pages);
    }

    /** Writes it out. */
    void writeTo(Path root) throws IOException {
        write("", root);
    }

    private void write(String directory, Path to) throws IOException {
        Files.createDirectories(to);
        for (Map.Entry<String, Object> name :
                names.getOrDefault(directory, Map.of()).entrySet()) {
            Path path = to.resolve(name.getKey());
            if (name.getValue() instanceof Directory below) {
                write(below.path, path);
            } else {
                write(files.getOrDefault(name.getValue(), EMPTY), path);
            }
        }
    }

    private static void write(Content content, Path to) throws IOException {
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (content.lengthBytes > 0) {
                channel.write(ByteBuffer.allocate(1), content.lengthBytes - 1);
            }
            for (Map.Entry<Long, byte[]> page : content.pages.entrySet()) {
                long at = page.getKey() * PAGE_BYTES;
                int length = (int) Math.min(PAGE_BYTES, content.lengthBytes - at);
                channel.write(ByteBuffer.wrap(page.getValue(), 0, length), at);
            }
        }
    }
}
