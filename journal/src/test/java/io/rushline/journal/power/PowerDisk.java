package io.rushline.journal.power;

import io.rushline.journal.Disk;
import io.rushline.journal.power.PowerImage.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The system's files below a directory, and what of them a power loss leaves for sure: the pages of a file as of its last
 * force, the names of a directory as of its own. Nothing is really forced, for that takes most of the time and changes
 * nothing that a test sees.
 *
 * <p>Threading: any thread; a process is killed and revived by one that alone writes.
 */
public final class PowerDisk implements Disk, AutoCloseable {
    private final Disk system = new UnforcedDisk();
    private final Path root;
    private final Runnable before;
    private final Map<String, Map<String, Object>> names = new TreeMap<>();
    private final Map<Object, FilePages> files = new HashMap<>();
    /** The system gives the number of a file that is gone to the next; one that is open keeps it. */
    private final Map<Object, FileChannel> pinned = new HashMap<>();

    private boolean isKilled;

    /**
     * All that is there now is on disk.
     *
     * @param before called before each write and each force
     */
    public PowerDisk(Path root, Runnable before) throws IOException {
        this.root = root;
        this.before = before;
        PowerImage now = now();
        names.putAll(now.names());
        files.putAll(now.files());
    }

    /** The process is killed: what it writes and forces from now on never happens, but for what is written through memory. */
    public void kill() {
        isKilled = true;
    }

    /** Another process may begin. */
    public void revive() {
        isKilled = false;
    }

    /** What is on disk for sure. */
    public synchronized PowerImage forced() {
        return new PowerImage(new TreeMap<>(names), new HashMap<>(files));
    }

    /** What processes find now. */
    public synchronized PowerImage now() throws IOException {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        Map<Object, FilePages> contents = new HashMap<>();
        List<Path> directories;
        try (var walk = Files.walk(root)) {
            directories = walk.filter(Files::isDirectory).toList();
        }
        for (Path directory : directories) {
            for (Path path : list(directory)) {
                Object thing = thing(path);
                if (!(thing instanceof Directory)) {
                    contents.put(thing, FilePages.read(path));
                }
            }
            all.put(path(directory), listing(directory));
        }
        return new PowerImage(all, contents);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return new ArrayList<>(all.toList());
        }
    }

    private Map<String, Object> listing(Path directory) throws IOException {
        Map<String, Object> listing = new TreeMap<>();
        for (Path path : list(directory)) {
            listing.put(path.getFileName().toString(), thing(path));
        }
        return listing;
    }

    private Object thing(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new Directory(path(path));
        }
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        // A lock file that is opened and closed once more is unlocked.
        if (!pinned.containsKey(key) && !path.endsWith("lock")) {
            pinned.put(key, FileChannel.open(path, StandardOpenOption.READ));
        }
        return key;
    }

    private String path(Path path) throws IOException {
        return root.toRealPath().relativize(path.toRealPath()).toString();
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        DiskFile file = system.open(path);
        return new DiskFile() {
            @Override
            public int write(ByteBuffer from, long offset) throws IOException {
                if (isKilled) {
                    int length = from.remaining();
                    from.position(from.limit());
                    return length;
                }
                before.run();
                return file.write(from, offset);
            }

            @Override
            public void force(boolean withMetadata) throws IOException {
                synchronized (PowerDisk.this) {
                    if (!isKilled) {
                        before.run();
                        files.put(thing(path), FilePages.read(path));
                    }
                }
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        if (!isKilled) {
            before.run();
            names.put(path(directory), listing(directory));
        }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return system.usableBytes(directory);
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : pinned.values()) {
            channel.close();
        }
    }
}
