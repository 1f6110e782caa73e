package io.rushline.gateway.auth;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A small file of secrets that is replaced as a whole: who reads it, and who comes after a power loss, finds what was in
 * it or what was put there, and the latter once {@link #replace} has returned.
 */
final class SecretFile {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    static void replace(Path file, byte[] content, Set<PosixFilePermission> permissions, Disk disk) throws IOException {
        Path target = file.toAbsolutePath();
        Path unfinished = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (Disk.DiskFile open = disk.open(unfinished)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                open.write(bytes, bytes.position());
            }
            Files.setPosixFilePermissions(unfinished, permissions);
            open.force(true);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(directory(target));
    }

    /**
     * Makes a file that is there survive a power loss: whoever replaced it may have been killed before that. What this user
     * may not write was put there by somebody else.
     */
    static void force(Path file, Disk disk) throws IOException {
        if (Files.isWritable(file)) {
            try (Disk.DiskFile open = disk.open(file)) {
                open.force(true);
            }
        }
        disk.forceDirectory(directory(file.toAbsolutePath()));
    }

    private static Path directory(Path absolute) {
        return Objects.requireNonNullElse(absolute.getParent(), absolute);
    }
}
