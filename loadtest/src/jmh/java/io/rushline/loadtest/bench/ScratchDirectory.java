package io.rushline.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A new directory that is removed with all that is in it when it is closed. */
final class ScratchDirectory implements AutoCloseable {
    private final Path path;

    private ScratchDirectory(Path path) {
        this.path = path;
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
        remove(path);
    }

    /** Removes a directory with all that is in it. */
    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
