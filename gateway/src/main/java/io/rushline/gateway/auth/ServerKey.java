package io.rushline.gateway.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The file with the 32 random bytes that a server signs with, made when there is none. */
final class ServerKey {
    static final int LENGTH_BYTES = 32;
    static final String FILE_NAME = "server.key";

    private static final String OWNER_ONLY = "rw-------";

    private ServerKey() {}

    /**
     * The key of a directory. A new one is on disk, name and all, before it is returned: an id that was signed with a
     * key that is gone could never be used again.
     */
    static byte[] open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE_NAME);
        if (Files.notExists(file)) {
            create(directory, file);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != LENGTH_BYTES) {
            throw new BrokenKeyFileException(file + " must have " + LENGTH_BYTES + " bytes, but has " + key.length
                    + "; put the right file back, since without it no id given to a customer is valid");
        }
        return key;
    }

    private static void create(Path directory, Path file) throws IOException {
        byte[] key = new byte[LENGTH_BYTES];
        new SecureRandom().nextBytes(key);
        Path unfinished = directory.resolve(FILE_NAME + ".new");
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)))) {
            ByteBuffer bytes = ByteBuffer.wrap(key);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
