package io.rushline.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A wait for a data directory that another process holds.
 *
 * <p>Nothing but the lock file is opened before the directory is taken, and that is only made when it is missing.
 *
 * <p>Threading: one thread takes; any other may ask or close meanwhile.
 */
public final class DataDirectoryClaim implements AutoCloseable {
    private final DataFiles files;
    private final DataDirectory.LockFile locked;
    private final FileChannel lockFile;
    private boolean isTaken;
    private boolean isClosed;

    DataDirectoryClaim(DataFiles files, DataDirectory.LockFile locked) {
        this.files = files;
        this.locked = locked;
        lockFile = locked.channel();
    }

    /** The journal and what is made of it, which may be read beside the holder. */
    public DataFiles files() {
        return files;
    }

    /** Where the holder shows that it is alive. */
    public Path heartbeat() {
        return files.heartbeat();
    }

    public Path root() {
        return files.root();
    }

    /**
     * Waits until the holder lets go of the directory or dies, and takes it.
     *
     * @return empty when this was closed before
     * @throws DataDirectoryLockedException when what has the directory's name now is not what was waited for
     * @throws UncheckedIOException when the directory can't be used
     */
    public Optional<DataDirectory> take() {
        try {
            lockFile.lock();
        } catch (ClosedChannelException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot wait for the lock on " + files.root() + ": " + e.getMessage(), e);
        }
        synchronized (this) {
            if (isClosed) {
                return Optional.empty();
            }
            isTaken = true;
        }
        boolean isUsable = false;
        try {
            DataDirectory taken = DataDirectory.take(files, locked);
            isUsable = true;
            return Optional.of(taken);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use data directory " + files.root() + ": " + e.getMessage(), e);
        } finally {
            if (!isUsable) {
                letGo();
            }
        }
    }

    /**
     * The process that holds the directory now, when both the kernel and the lock file name it: one that runs on this
     * host, and no other that has got its number since.
     */
    public OptionalLong holder() {
        try {
            OptionalLong locking = LockHolder.of(files.lock());
            boolean isNamed =
                    locking.isPresent() && DataDirectory.holder(lockFile).equals(Long.toString(locking.getAsLong()));
            return isNamed ? locking : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell who holds " + files.root(), e);
        }
    }

    /** Waits no longer; does nothing once the directory is taken, for then that is to be closed. */
    @Override
    public synchronized void close() {
        if (isTaken || isClosed) {
            return;
        }
        isClosed = true;
        letGo();
    }

    private void letGo() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the lock file of " + files.root(), e);
        } finally {
            // Not before: closing lets go of all locks of this process on the file, also of one taken meanwhile.
            DataDirectory.leave(files.root());
        }
    }
}
