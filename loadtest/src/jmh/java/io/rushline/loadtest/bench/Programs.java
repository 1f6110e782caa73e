package io.rushline.loadtest.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where programs of the system are that benchmarks start. */
final class Programs {
    private static final Path DEBIAN_POSTGRES = Path.of("/usr/lib/postgresql");

    private Programs() {}

    /** A program on the PATH. */
    static Optional<Path> find(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        for (String directory : path.split(":", -1)) {
            Path candidate = Path.of(directory, name);
            if (!directory.isEmpty() && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The directory of PostgreSQL's server programs: the newest of Debian's, else the one on the PATH. */
    static Optional<Path> postgres() {
        Path newest = null;
        int newestVersion = 0;
        for (Path version : debianVersions()) {
            int number = Integer.parseInt(version.toFile().getName());
            if (number > newestVersion
                    && Files.isExecutable(version.resolve("bin").resolve("postgres"))) {
                newestVersion = number;
                newest = version.resolve("bin");
            }
        }
        return Optional.ofNullable(newest).or(() -> find("postgres").map(Path::getParent));
    }

    private static List<Path> debianVersions() {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(DEBIAN_POSTGRES)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(DEBIAN_POSTGRES, "[0-9]*")) {
                versions.forEach(found::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        return found;
    }
}
