package io.rushline.journal;

import io.rushline.journal.power.FilePages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk that fails when told to, and what is really on it, which only a power loss shows.
 *
 * <p>A force that fails writes nothing, and the system takes the pages for clean from then on: no later force writes them
 * unless they have been written to again.
 */
public final class FaultyDisk implements Disk {
    private final List<Path> forcedDirectories = new ArrayList<>();
    private final Map<Object, FilePages> forced = new HashMap<>();
    private final Map<Object, Map<Long, byte[]>> lost = new HashMap<>();
    private int forcesUntilFailure = Integer.MAX_VALUE;
    private int writesUntilFailure = Integer.MAX_VALUE;
    private Random shortWrites = new Random(0);
    private boolean isShort;
    private @Nullable Error writeError;

    /** Lets the force behind so many others fail, once. */
    public void failForceAfter(int count) {
        forcesUntilFailure = count;
    }

    /** Lets all writes behind so many others fail, for want of space. */
    public void failWritesAfter(int count) {
        writesUntilFailure = count;
    }

    /** Lets all writes behind so many others fail with an error, such as a lack of memory. */
    public void failWritesAfter(int count, Error error) {
        failWritesAfter(count);
        writeError = error;
    }

    /** There is space again. */
    public void repair() {
        writeError = null;
        forcesUntilFailure = Integer.MAX_VALUE;
        writesUntilFailure = Integer.MAX_VALUE;
    }

    /** Writes only a part of what it is given. */
    public void writeShortly(Random random) {
        isShort = true;
        shortWrites = random;
    }

    /** Directories whose names were forced, in the order of it. */
    public List<Path> forcedDirectories() {
        return forcedDirectories;
    }

    /** What a power loss leaves of a directory. */
    public PowerLossImage image(Path directory) throws IOException {
        Map<String, FilePages> files = new TreeMap<>();
        try (var all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                FilePages content = forced.get(key(file));
                if (content != null) {
                    files.put(file.getFileName().toString(), content);
                }
            }
        }
        return new PowerLossImage(files);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        forcedDirectories.add(directory);
        SYSTEM.forceDirectory(directory);
    }

    @Override
    public long usableBytes(Path directory) {
        return writesUntilFailure == 0 ? 0 : Long.MAX_VALUE;
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        DiskFile file = SYSTEM.open(path);
        Object key = key(path);
        return new DiskFile() {
            @Override
            public int write(ByteBuffer from, long offset) throws IOException {
                if (writesUntilFailure == 0) {
                    if (writeError != null) {
                        throw writeError;
                    }
                    throw new IOException("No space left on device");
                }
                writesUntilFailure--;
                int limit = from.limit();
                if (isShort && from.remaining() > 1) {
                    from.limit(from.position() + 1 + shortWrites.nextInt(from.remaining()));
                }
                int count = file.write(from, offset);
                from.limit(limit);
                dirty(key, offset, count);
                return count;
            }

            @Override
            public void force(boolean withMetadata) throws IOException {
                FilePages now = FilePages.read(path);
                if (forcesUntilFailure == 0) {
                    forcesUntilFailure = Integer.MAX_VALUE;
                    lose(key, now);
                    throw new IOException("Input/output error");
                }
                forcesUntilFailure--;
                keep(key, now);
                file.force(withMetadata);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void dirty(Object key, long offset, int count) {
        Map<Long, byte[]> pages = lost.getOrDefault(key, new HashMap<>());
        for (long page = offset / FilePages.PAGE_BYTES; page * FilePages.PAGE_BYTES < offset + count; page++) {
            pages.remove(page);
        }
    }

    private void lose(Object key, FilePages now) {
        FilePages former = forced.getOrDefault(key, new FilePages(0, Map.of()));
        Map<Long, byte[]> pages = lost.computeIfAbsent(key, any -> new HashMap<>());
        now.pages().forEach((number, page) -> {
            if (!Arrays.equals(page, former.page(number))) {
                pages.put(number, page);
            }
        });
    }

    private void keep(Object key, FilePages now) {
        FilePages former = forced.getOrDefault(key, new FilePages(0, Map.of()));
        Map<Long, byte[]> clean = lost.getOrDefault(key, Map.of());
        Map<Long, byte[]> pages = new TreeMap<>(former.pages());
        now.pages().forEach((number, page) -> {
            if (!Arrays.equals(page, clean.get(number))) {
                pages.put(number, page);
            }
        });
        forced.put(key, new FilePages(now.lengthBytes(), pages));
    }
}
