package io.rushline.gateway.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value read from files that may change while it is used: they are looked at once a second and read again when the
 * time, size or inode of one is another.
 *
 * <p>Files that are gone or broken change nothing, and are said once; files that could not be read are tried again.
 *
 * <p>Threading: any thread asks; a thread of its own reads.
 */
public final class Reloaded<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloaded.class);
    private static final long CHECK_MS = 1_000;

    private final String name;
    private final List<Path> files;
    private final Reader<T> again;
    private final Thread thread;
    private volatile T current;
    private FileVersions versions;

    /** Reads the files. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads them once.
         *
         * @throws BrokenFileException when what stands there cannot be used
         */
        T read() throws IOException;
    }

    private Reloaded(String name, List<Path> files, Reader<T> first, Reader<T> again) throws IOException {
        this.name = name;
        this.files = List.copyOf(files);
        this.again = again;
        versions = FileVersions.of(files);
        current = first.read();
        thread = new Thread(this::run, "reload");
        thread.setDaemon(true);
    }

    /**
     * Reads files, and goes on watching them.
     *
     * @param name of the value, in the plural, for the log
     * @param first reads them now, and may be stricter than {@code again}
     */
    public static <T> Reloaded<T> open(String name, List<Path> files, Reader<T> first, Reader<T> again)
            throws IOException {
        Reloaded<T> reloaded = new Reloaded<>(name, files, first, again);
        reloaded.thread.start();
        return reloaded;
    }

    /** The value that was read last. */
    public T current() {
        return current;
    }

    @Override
    public void close() {
        thread.interrupt();
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
            LOG.error("{} could not be looked at; the {} that were read last stay", files, name, e);
        }
    }

    /** Reads the files again when they have changed. */
    public void check() {
        try {
            FileVersions now = FileVersions.of(files);
            if (now.equals(versions)) {
                return;
            }
            Optional<Path> missing =
                    files.stream().filter(file -> Files.notExists(file)).findFirst();
            if (missing.isPresent()) {
                versions = now;
                LOG.error("{} is gone; the {} that were read last stay valid", missing.get(), name);
                return;
            }
            T read;
            try {
                read = again.read();
            } catch (BrokenFileException e) {
                // They stay broken until they are others, and that is said only once.
                versions = now;
                throw e;
            }
            current = read;
            versions = now;
            LOG.info("read {} again: {}", files, read);
        } catch (IOException | RuntimeException e) {
            LOG.error("the {} that were read last stay valid: {}", name, e.getMessage());
        }
    }
}
