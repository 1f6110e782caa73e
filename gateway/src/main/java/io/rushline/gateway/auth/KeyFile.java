package io.rushline.gateway.auth;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A file of API keys, as those change it who give them out. Lines that are no keys stay as they are.
 *
 * <p>A change is written beside the file and renamed over it, so that a server that reads it meanwhile sees the file
 * as it was or as it will be.
 *
 * <p>Caveats: two who change a file at the same moment may lose one of both changes.
 */
public final class KeyFile {
    private static final int KEY_BYTES = 32;
    private static final String PREFIX = "rl_";
    private static final int SHOWN_DIGITS = 12;

    private final Path file;
    private final Disk disk;

    public KeyFile(Path file) {
        this(file, Disk.SYSTEM);
    }

    KeyFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /**
     * A key as it may be shown.
     *
     * @param hashStart the first digits of its SHA-256, by which it is told from others of the name
     */
    public record Listed(String name, Role role, String hashStart) {}

    /**
     * Makes a key and adds it. The file is made when there is none.
     *
     * @return the key itself, which stands nowhere else
     * @throws IllegalArgumentException when the name is none, or has another role
     */
    public String add(String name, Role role) throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ApiKeys keys = Files.exists(file) ? ApiKeys.loadAny(file) : ApiKeys.none();
        // Refuses what a server would refuse to read.
        keys.with(name, role, key);
        List<String> lines = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
        lines.add(ApiKeys.line(name, role, key));
        write(lines);
        return key;
    }

    /** All keys, in the file's order. */
    public List<Listed> list() throws IOException {
        ApiKeys.loadAny(file);
        return Files.readAllLines(file).stream()
                .filter(KeyFile::isKey)
                .map(KeyFile::listed)
                .toList();
    }

    /**
     * Takes keys away.
     *
     * @param hashStart digits with which the hash begins, of those to take; empty for all of the name
     * @return how many
     */
    public int revoke(String name, String hashStart) throws IOException {
        ApiKeys.loadAny(file);
        List<String> lines = Files.readAllLines(file);
        List<String> kept = lines.stream()
                .filter(line -> !isKey(line) || !isMeant(line, name, hashStart))
                .toList();
        if (kept.size() < lines.size()) {
            write(kept);
        }
        return lines.size() - kept.size();
    }

    private static boolean isKey(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.startsWith("#");
    }

    private static boolean isMeant(String line, String name, String hashStart) {
        String[] parts = line.split(":", -1);
        return parts[0].strip().equals(name)
                && parts[2].strip().regionMatches(true, 0, hashStart, 0, hashStart.length());
    }

    private static Listed listed(String line) {
        String[] parts = line.split(":", -1);
        return new Listed(
                parts[0].strip(),
                ApiKeys.role(parts[1].strip()),
                parts[2].strip().substring(0, SHOWN_DIGITS));
    }

    private void write(List<String> lines) throws IOException {
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        Set<PosixFilePermission> permissions =
                Files.exists(file) ? Files.getPosixFilePermissions(file) : SecretFile.OWNER_ONLY;
        SecretFile.replace(file, text.getBytes(StandardCharsets.UTF_8), permissions, disk);
    }
}
