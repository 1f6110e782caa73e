package io.rushline.journal;

import io.rushline.journal.power.FilePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The files of a directory as pages of 4 KiB, and what a power loss may leave of what was written since.
 *
 * @param files the size of each file, and those of its pages that are not zero
 */
public record PowerLossImage(Map<String, FilePages> files) {
    /** Reads the queue files of a directory and what stands beside them. */
    public static PowerLossImage of(Path directory) throws IOException {
        Map<String, FilePages> files = new TreeMap<>();
        try (var all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.getFileName().toString(), FilePages.read(file));
            }
        }
        return new PowerLossImage(files);
    }

    /**
     * This image, which was forced, with any part of what came behind it and was not.
     *
     * @param losesForced whether pages that had been forced and were written to again may be lost altogether, as no disk
     *     does that keeps its promises
     */
    PowerLossImage withAnyOf(PowerLossImage later, Random random, boolean losesForced) {
        Map<String, FilePages> mixed = new TreeMap<>();
        int likelihood = random.nextInt(101);
        later.files.forEach((name, after) -> {
            FilePages before = files.get(name);
            if (before != null || random.nextInt(100) < likelihood) {
                FilePages from = before == null ? FilePages.EMPTY : before;
                mixed.put(name, mix(from, after, random, likelihood, losesForced));
            }
        });
        return new PowerLossImage(mixed);
    }

    private static FilePages mix(
            FilePages before, FilePages after, Random random, int likelihood, boolean losesForced) {
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
        return new FilePages(Math.max(length, (last + 1) * FilePages.PAGE_BYTES), pages);
    }

    /** Whether a page of the former that was not zero is zero here, or a file is shorter. */
    boolean lacksForced(PowerLossImage former) {
        return former.files.entrySet().stream().anyMatch(file -> {
            FilePages here = files.get(file.getKey());
            return here == null
                    || file.getValue().pages().keySet().stream()
                            .anyMatch(number -> !here.pages().containsKey(number));
        });
    }

    /** Writes it out. */
    public void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, FilePages> file : files.entrySet()) {
            file.getValue().writeTo(directory.resolve(file.getKey()));
        }
    }
}
