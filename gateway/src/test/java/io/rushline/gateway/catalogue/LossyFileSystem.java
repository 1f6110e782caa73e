package io.rushline.gateway.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2 that knows what a power failure would leave: at each force it copies the file aside, so the copy
 * has what was forced and nothing that was only written. It is public because H2 makes its instances.
 */
public final class LossyFileSystem extends FilePathWrapper {
    static final String SCHEME = "lossy";

    /** What would be left of a file that is forced now. */
    static Path survivor(Path file) {
        return file.resolveSibling(file.getFileName() + ".survivor");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        Path file = Path.of(getBase().toString());
        return new Channel(getBase().open(mode), file);
    }

    static void register() {
        FilePath.register(new LossyFileSystem());
    }

    private static final class Channel extends FileBase {
        private final FileChannel base;
        private final Path file;

        private Channel(FileChannel base, Path file) {
            this.base = base;
            this.file = file;
        }

        @Override
        public synchronized void force(boolean metaData) throws IOException {
            base.force(metaData);
            Files.copy(file, survivor(file), StandardCopyOption.REPLACE_EXISTING);
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
            return base.write(source);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            return base.write(source, position);
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
            base.close();
        }
    }
}
