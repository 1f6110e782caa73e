package io.rushline.journal.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
public record PowerImage(Map<String, Map<String, Object>> names, Map<Object, FilePages> files) {
    /** A directory within another. */
    public record Directory(String path) {}

    /** This, which is on disk, with any part of what came behind it and need not be. */
    public PowerImage withAnyOf(PowerImage later, Random random) {
        int likelihood = random.nextInt(101);
        Map<String, Map<String, Object>> mixedNames = new TreeMap<>();
        TreeSet<String> directories = new TreeSet<>(names.keySet());
        directories.addAll(later.names.keySet());
        for (String directory : directories) {
            Map<String, Object> before = names.getOrDefault(directory, Map.of());
            mixedNames.put(directory, mix(before, later.names.getOrDefault(directory, Map.of()), random, likelihood));
        }
        Map<Object, FilePages> mixedFiles = new HashMap<>();
        mixedNames
                .values()
                .forEach(names -> names.values().forEach(file -> {
                    if (!(file instanceof Directory)) {
                        FilePages before = files.getOrDefault(file, FilePages.EMPTY);
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

    private static FilePages mix(FilePages before, FilePages after, Random random, int likelihood) {
        long longer = Math.max(before.lengthBytes(), after.lengthBytes());
        long shorter = Math.min(before.lengthBytes(), after.lengthBytes());
        long length = switch (random.nextInt(3)) {
            case 0 -> before.lengthBytes();
            case 1 -> after.lengthBytes();
            default -> Math.max(shorter, random.nextLong(longer + 1) / FilePages.PAGE_BYTES * FilePages.PAGE_BYTES);
        };
        Map<Long, byte[]> pages = new TreeMap<>();
        for (long number = 0; number * FilePages.PAGE_BYTES < length; number++) {
            byte[] page =
                    (random.nextInt(100) < likelihood ? after : before).pages().get(number);
            if (page != null) {
                pages.put(number, page);
            }
        }
        return new FilePages(length, pages);
    }

    /** Writes it out. */
    public void writeTo(Path root) throws IOException {
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
                files.getOrDefault(name.getValue(), FilePages.EMPTY).writeTo(path);
            }
        }
    }
}
