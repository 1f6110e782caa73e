package io.rushline.loadtest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A new directory that is removed with all that is in it when it is closed, and also when the benchmark is interrupted:
 * then all processes that this one has started end before.
 */
final class ScratchDirectory implements AutoCloseable {
    private static final int STOP_SECONDS = 30;

    private final Path path;
    private final Thread atExit = new Thread(this::removeAtExit, "remove-scratch");

    private ScratchDirectory(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param parent made if it is not there; null for the place of temporary files */
    static ScratchDirectory in(@Nullable Path parent) throws IOException {
        return new ScratchDirectory(
                parent == null
                        ? Files.createTempDirectory("rushline-bench")
                        : Files.createTempDirectory(Files.createDirectories(parent), "rushline-bench"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        removeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook finds nothing.
        }
    }

    private void removeAtExit() {
        // They may write there.
        endDescendants();
        try {
            removeAll();
        } catch (IOException | UncheckedIOException e) {
            System.err.println("rushline: " + path + " was not removed: " + e.getMessage());
        }
    }

    private static void endDescendants() {
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        processes.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : processes) {
            process.onExit()
                    .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                    .join();
            process.destroyForcibly();
        }
    }

    /** One after the other: a benchmark whose servers end because of an interruption also closes this. */
    private synchronized void removeAll() throws IOException {
        remove(path);
    }

    /** Removes a directory with all that is in it. */
    static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
