package io.rushline.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What journal, event queue, snapshots, key files and the catalogue's files ask of the disk, beside the mapped memory
 * of Chronicle's queue and what H2 writes. It stands in front of the system's files so that a test can let each of
 * these fail.
 */
public interface Disk {
    Disk SYSTEM = new SystemDisk();

    /** Opens a file that is there. */
    DiskFile open(Path file) throws IOException;

    /** Makes new, renamed and removed names in a directory survive a power loss. */
    void forceDirectory(Path directory) throws IOException;

    /** How much room there is where a directory is. */
    long usableBytes(Path directory) throws IOException;

    /** An open file. Threading: one thread. */
    interface DiskFile extends AutoCloseable {
        /** Writes a part of what remains, or all of it, and answers how much. */
        int write(ByteBuffer from, long offset) throws IOException;

        /** Makes all that was written to the file durable, through whatever it was written. */
        void force(boolean withMetadata) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The system's files. */
    final class SystemDisk implements Disk {
        private SystemDisk() {}

        @Override
        public DiskFile open(Path file) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            return new DiskFile() {
                @Override
                public int write(ByteBuffer from, long offset) throws IOException {
                    return channel.write(from, offset);
                }

                @Override
                public void force(boolean withMetadata) throws IOException {
                    channel.force(withMetadata);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public long usableBytes(Path directory) throws IOException {
            return Files.getFileStore(directory).getUsableSpace();
        }
    }
}
