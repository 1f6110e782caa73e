package io.rushline.gateway.auth;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The file with the keys that a server signs with, made when there is none: 32 random bytes each, newest first.
 *
 * <pre>
 *   +-----------------+-----------------+---
 *   | newest: signs   | older: verifies | ...  at most 8
 *   | 32 bytes        | 32 bytes        |
 *   +-----------------+-----------------+---
 * </pre>
 */
public final class ServerKey {
    static final int LENGTH_BYTES = 32;
    static final String FILE_NAME = "server.key";

    /** An id that is no good is tried with each of them. */
    static final int MAX_KEYS = 8;

    private ServerKey() {}

    /**
     * The keys of a directory, newest first. They are on disk, name and all, before they are returned: an id that was
     * signed with a key that is gone could never be used again.
     */
    static List<byte[]> open(Path directory, Disk disk) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(FILE_NAME);
        if (Files.notExists(file)) {
            write(file, List.of(newKey()), disk);
        } else {
            SecretFile.force(file, disk);
        }
        return read(file);
    }

    /**
     * Puts a new key in front, with which a server signs from its next start on.
     *
     * @param keepOlder whether ids that were signed before stay valid
     * @return how many keys there are now
     * @throws BrokenKeyFileException when there is no key yet, or what is there is none, or too many are kept
     */
    public static int rotate(Path directory, boolean keepOlder) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        List<byte[]> keys = new ArrayList<>(List.of(newKey()));
        List<byte[]> older = read(file);
        if (keepOlder) {
            keys.addAll(older);
        }
        if (keys.size() > MAX_KEYS) {
            throw new BrokenKeyFileException(file + " has " + older.size() + " keys, and " + MAX_KEYS
                    + " is the most; a rotation that forgets older keys makes room");
        }
        write(file, keys, Disk.SYSTEM);
        return keys.size();
    }

    static List<byte[]> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int count = bytes.length / LENGTH_BYTES;
        if (count < 1 || count > MAX_KEYS || bytes.length % LENGTH_BYTES != 0) {
            throw new BrokenKeyFileException(file + " must have " + LENGTH_BYTES + " bytes for each of 1 to " + MAX_KEYS
                    + " keys, but has " + bytes.length
                    + "; put the right file back, since without it no id given to a customer is valid");
        }
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key = Arrays.copyOfRange(bytes, i * LENGTH_BYTES, (i + 1) * LENGTH_BYTES);
            if (Arrays.equals(key, new byte[LENGTH_BYTES])) {
                throw new BrokenKeyFileException(file + " has a key of zeros, which anybody could sign with;"
                        + " put the right file back, since without it no id given to a customer is valid");
            }
            keys.add(key);
        }
        return keys;
    }

    private static byte[] newKey() {
        byte[] key = new byte[LENGTH_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static void write(Path file, List<byte[]> keys, Disk disk) throws IOException {
        byte[] content = new byte[keys.size() * LENGTH_BYTES];
        for (int i = 0; i < keys.size(); i++) {
            System.arraycopy(keys.get(i), 0, content, i * LENGTH_BYTES, LENGTH_BYTES);
        }
        SecretFile.replace(file, content, SecretFile.OWNER_ONLY, disk);
    }
}
