package io.rushline.gateway.catalogue;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system for H2 that writes and forces through a test's {@link Disk}. It is public because H2 makes its instances. */
public final class DiskFileSystem extends FilePathWrapper {
    private static final String SCHEME = "disk";

    private static volatile Disk disk = Disk.SYSTEM;

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel base = getBase().open(mode);
        return mode.equals("r")
                ? base
                : new Channel(base, disk.open(Path.of(getBase().toString())));
    }

    /** Lets a disk have all files that are opened from now on, and answers the start of their names. */
    static String of(Disk all) {
        FilePath.register(new DiskFileSystem());
        disk = all;
        return SCHEME + ":";
    }

    private static final class Channel extends FileBase {
        private final FileChannel base;
        private final Disk.DiskFile file;

        private Channel(FileChannel base, Disk.DiskFile file) {
            this.base = base;
            this.file = file;
        }

        @Override
        public synchronized void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return base.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int count = file.write(source, base.position());
            base.position(base.position() + count);
            return count;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            return file.write(source, position);
        }

        @Override
        public long position() throws IOException {
            return base.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            base.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            base.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
            base.close();
        }
    }
}
