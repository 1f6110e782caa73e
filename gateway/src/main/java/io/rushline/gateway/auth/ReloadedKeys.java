package io.rushline.gateway.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file that may change while they are used: it is looked at once a second and read again when its time,
 * size or inode is another.
 *
 * <p>A file that is gone or broken changes nothing, and is said once; one that could not be read is tried again. An empty one takes all keys away: revoking the
 * last key must have an effect.
 *
 * <p>Threading: any thread asks; a thread of its own reads.
 */
public final class ReloadedKeys implements KeyLookup, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadedKeys.class);
    private static final long CHECK_MS = 1_000;

    private final Path file;
    private final UnaryOperator<ApiKeys> addition;
    private final Thread thread = new Thread(this::run, "key-file");
    private volatile ApiKeys keys;
    private Version version;

    private record Version(
            FileTime modified, long size, @Nullable Object inode) {}

    private ReloadedKeys(Path file, UnaryOperator<ApiKeys> addition) throws IOException {
        this.file = file;
        this.addition = addition;
        version = currentVersion();
        keys = addition.apply(ApiKeys.load(file));
    }

    /**
     * Reads a key file, and goes on watching it.
     *
     * @param addition adds keys that do not stand in the file
     * @throws BrokenKeyFileException when a line is broken or the file holds no key
     */
    public static ReloadedKeys open(Path file, UnaryOperator<ApiKeys> addition) throws IOException {
        ReloadedKeys keys = new ReloadedKeys(file, addition);
        keys.watch();
        return keys;
    }

    @Override
    public Optional<Principal> find(KeyHash hash) {
        return keys.find(hash);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(CHECK_MS);
                checkAnyway();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever happens in one check, there is a next one: otherwise no key could be revoked any more. */
    private void checkAnyway() {
        try {
            check();
        } catch (Throwable e) {
            LOG.error("{} could not be looked at; the keys that were read last stay valid", file, e);
        }
    }

    /** Reads the file again when it has changed. */
    void check() {
        try {
            Version now = currentVersion();
            if (Objects.equals(now, version)) {
                return;
            }
            ApiKeys read;
            try {
                read = ApiKeys.loadAny(file);
            } catch (BrokenKeyFileException e) {
                // It stays broken until it is another one, and is said only once.
                version = now;
                throw e;
            }
            keys = addition.apply(read);
            version = now;
            LOG.info("read {} again: {} keys", file, read.count());
        } catch (IOException | RuntimeException e) {
            if (version.size() >= 0 && Files.notExists(file)) {
                version = new Version(FileTime.fromMillis(0), -1, null);
                LOG.error("{} is gone; the keys that were read last stay valid", file);
            } else if (Files.exists(file)) {
                LOG.error("the keys that were read last stay valid: {}", e.getMessage());
            }
        }
    }

    private Version currentVersion() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
