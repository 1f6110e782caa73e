package io.rushline.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory that one serving process owns, and the lock that says so.
 *
 * <p>The operating system holds the lock and gives it back when the process dies, however it dies. The process id in
 * the lock file is only there to be read by people.
 *
 * <p>Caveats: POSIX drops a process's locks on a file when the process closes <em>any</em> descriptor of it. So one
 * process must never open the lock file twice; directories held by this process are refused before the file is touched.
 */
public final class DataDirectory implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final int MAX_PID_BYTES = 32;

    private final Path root;
    private final DataFiles files;
    private final FileChannel lockFile;
    private final Object lockFileKey;

    private DataDirectory(DataFiles files, LockFile lockFile) {
        root = files.root();
        this.files = files;
        this.lockFile = lockFile.channel();
        lockFileKey = lockFile.key();
    }

    /**
     * A lock file that is open.
     *
     * @param key which file it is, whatever has its name by now
     */
    record LockFile(FileChannel channel, Object key) {}

    /**
     * Whether the lock that this process holds is that of the directory's name. It is not when the directory was moved
     * away, or its lock file was removed or replaced: then somebody else can take what has the name now.
     */
    public boolean isStillHeld() {
        try {
            return lockFileKey.equals(key(files.lock()));
        } catch (IOException e) {
            return false;
        }
    }

    /** A file is asked for by its name, for opening the lock file a second time would drop the lock. */
    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        // Some file systems have none; then names must do.
        return key == null ? file : key;
    }

    /**
     * Takes a data directory, making it if it is not there.
     *
     * @throws DataDirectoryLockedException when another process, or another part of this one, has it
     * @throws UncheckedIOException when it can't be made or read
     */
    public static DataDirectory open(Path directory) {
        return open(directory, Disk.SYSTEM);
    }

    /** As above, on a disk that is not the system's. */
    public static DataDirectory open(Path directory, Disk disk) {
        try {
            Path root = enter(directory, disk);
            boolean isTaken = false;
            try {
                DataDirectory opened = lock(new DataFiles(root, disk));
                isTaken = true;
                return opened;
            } finally {
                if (!isTaken) {
                    leave(root);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open data directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Begins to wait for a data directory, whether somebody has it or not.
     *
     * @throws DataDirectoryLockedException when another part of this process has it, or waits for it
     * @throws UncheckedIOException when its lock can't be opened
     */
    public static DataDirectoryClaim claim(Path directory) {
        try {
            Path root = enter(directory, Disk.SYSTEM);
            boolean isOpen = false;
            try {
                DataFiles files = new DataFiles(root, Disk.SYSTEM);
                DataDirectoryClaim claim = new DataDirectoryClaim(files, openLockFile(files));
                isOpen = true;
                return claim;
            } finally {
                if (!isOpen) {
                    leave(root);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open data directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Keeps other parts of this process out. */
    private static Path enter(Path directory, Disk disk) throws IOException {
        if (Files.notExists(directory)) {
            make(directory, disk);
        }
        Path root = directory.toRealPath();
        forceName(root, disk);
        if (!HELD_HERE.add(root)) {
            throw locked(root, Long.toString(ProcessHandle.current().pid()));
        }
        return root;
    }

    private static void make(Path directory, Disk disk) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null && Files.notExists(parent)) {
            make(parent, disk);
            forceName(parent.toRealPath(), disk);
        }
        Files.createDirectories(directory);
    }

    /**
     * A name that is not on disk takes all with it that is, and whoever made it may have died before that. A directory
     * that this user may not read can't be forced: what is in it was made by somebody else.
     */
    private static void forceName(Path directory, Disk disk) throws IOException {
        Path parent = directory.getParent();
        if (parent != null && Files.isReadable(parent)) {
            disk.forceDirectory(parent);
        }
    }

    static void leave(Path root) {
        HELD_HERE.remove(root);
    }

    private static DataDirectory lock(DataFiles files) throws IOException {
        LockFile lockFile = openLockFile(files);
        FileChannel channel = lockFile.channel();
        try {
            if (channel.tryLock() == null) {
                throw locked(files.root(), holder(channel));
            }
            return take(files, lockFile);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static LockFile openLockFile(DataFiles files) throws IOException {
        Path file = files.lock();
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // As it should be: it is never removed.
        }
        Object key = key(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isSame = false;
        try {
            // A channel can't be asked which file it is of.
            isSame = key.equals(key(file));
            if (!isSame) {
                throw new IOException(file + " was replaced just now");
            }
            return new LockFile(channel, key);
        } finally {
            if (!isSame) {
                channel.close();
            }
        }
    }

    /**
     * Makes a directory whose lock is held this process's own.
     *
     * @throws DataDirectoryLockedException when the file that is locked does not have the name any more; nothing is
     *     changed then
     */
    static DataDirectory take(DataFiles files, LockFile locked) throws IOException {
        requireName(files, locked);
        FileChannel lockFile = locked.channel();
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        lockFile.truncate(0);
        lockFile.write(ByteBuffer.wrap(pid), 0);
        DataDirectory opened = new DataDirectory(files, locked);
        // The former holder's: it stands still, and who looks would take this process for a stalled one.
        Files.deleteIfExists(opened.heartbeat());
        opened.makeContent();
        return opened;
    }

    /** A lock on a file without the name keeps nobody out. */
    private static void requireName(DataFiles files, LockFile locked) throws IOException {
        boolean hasName;
        try {
            hasName = locked.key().equals(key(files.lock()));
        } catch (NoSuchFileException e) {
            hasName = false;
        }
        if (!hasName) {
            throw new DataDirectoryLockedException(
                    "Data directory " + files.root() + " is not the one whose lock was waited for:"
                            + " it was moved, or its lock file was removed or replaced; start again when it is in its place");
        }
    }

    /** What the lock file says about its holder. */
    static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MAX_PID_BYTES);
        channel.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "unknown" : pid;
    }

    private static DataDirectoryLockedException locked(Path root, String pid) {
        return new DataDirectoryLockedException("Data directory " + root + " is in use by process " + pid
                + ": stop that process, or give another directory");
    }

    private void makeContent() throws IOException {
        Files.createDirectories(journal());
        Files.createDirectories(keys());
        if (Files.getFileStore(keys()).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(keys(), PosixFilePermissions.fromString("rwx------"));
        }
        files.disk().forceDirectory(root);
    }

    /**
     * Whether some process has a directory, asked without changing anything in it.
     *
     * <p>Caveat: for a moment this shares the lock, and a process that just then wants all of it is refused.
     */
    public static boolean isInUse(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        if (Files.notExists(file)) {
            return false;
        }
        if (HELD_HERE.contains(directory.toRealPath())) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return shared == null;
        }
    }

    public Path root() {
        return root;
    }

    /** The journal and what is made of it. */
    public DataFiles files() {
        return files;
    }

    /** The directory of the command queue. */
    public Path journal() {
        return files.journal();
    }

    /** Where the holder shows that it is alive. */
    public Path heartbeat() {
        return files.heartbeat();
    }

    /** The directory of snapshots, which need not exist. */
    public Path snapshots() {
        return files.snapshots();
    }

    /** The directory of the event queue, which need not exist. */
    public Path events() {
        return files.events();
    }

    /** Where the SQL database lives: the start of its files' names. */
    public Path catalogue() {
        return root.resolve("catalogue");
    }

    /** The directory of secrets, which only the owner may read. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** Lets the next process have it. The lock file stays, for removing it would race with whoever opens it. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unlock data directory " + root, e);
        } finally {
            leave(root);
        }
    }
}
