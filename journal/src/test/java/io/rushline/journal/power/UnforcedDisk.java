package io.rushline.journal.power;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The system's files, none of which is ever forced: for tests whose machine does not lose its power. */
public final class UnforcedDisk implements Disk {
    @Override
    public DiskFile open(Path path) throws IOException {
        DiskFile file = SYSTEM.open(path);
        return new DiskFile() {
            @Override
            public int write(ByteBuffer from, long offset) throws IOException {
                return file.write(from, offset);
            }

            @Override
            public void force(boolean withMetadata) {
                // Takes most of the time otherwise.
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public void forceDirectory(Path directory) {
        // As above.
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return SYSTEM.usableBytes(directory);
    }
}
