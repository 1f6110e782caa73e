package io.rushline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path root;

    @Test
    void shouldMakeContentWhenNew() {
        try (DataDirectory directory = DataDirectory.open(root.resolve("a/b"))) {
            assertThat(directory.journal()).isDirectory();
            assertThat(directory.keys()).isDirectory();
            assertThat(directory.root().resolve("lock"))
                    .hasContent(ProcessHandle.current().pid() + "\n");
        }
    }

    @Test
    void shouldRefuseWhenHeldByThisProcess() {
        try (DataDirectory held = DataDirectory.open(root)) {
            assertThatThrownBy(() -> DataDirectory.open(root.resolve(".")))
                    .isInstanceOf(DataDirectoryLockedException.class)
                    .hasMessageContaining(held.root().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        DataDirectory.open(root).close();
    }

    @Test
    void shouldRefuseInOneLineWhenHeldByAnotherProcess() throws Exception {
        Process holder = ChildProcess.start(root, "hold");
        try {
            assertThat(ChildProcess.firstLine(holder)).isEqualTo("held");

            assertThatThrownBy(() -> DataDirectory.open(root))
                    .isInstanceOf(DataDirectoryLockedException.class)
                    .hasMessageContaining(root.toRealPath().toString())
                    .hasMessageContaining("process " + holder.pid() + ":")
                    .hasMessageNotContaining("\n");
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        DataDirectory.open(root).close();
    }

    @Test
    void shouldStillLockOutOtherProcessesWhenTakenTwiceHere() throws Exception {
        try (DataDirectory held = DataDirectory.open(root)) {
            assertThatThrownBy(() -> DataDirectory.open(root)).isInstanceOf(DataDirectoryLockedException.class);

            Process other = ChildProcess.start(root, "hold");
            try {
                assertThat(ChildProcess.firstLine(other))
                        .startsWith("Data directory " + held.root() + " is in use by process "
                                + ProcessHandle.current().pid());
            } finally {
                other.destroyForcibly();
            }
        }
    }

    @Test
    void shouldTakeNothingWhenTheClaimWasClosedBefore() throws IOException {
        DataDirectoryClaim claim = DataDirectory.claim(root);
        claim.close();

        assertThat(claim.take()).isEmpty();
        DataDirectory.open(root).close();
    }

    /** Two processes could be primary otherwise: one by the old lock file, one by the new. */
    @Test
    void shouldRefuseToTakeWhenLockFileHasLostItsName() throws IOException {
        Path lock = root.resolve("lock");
        Path moved = root.resolve("moved");
        for (boolean isReplaced : new boolean[] {false, true}) {
            try (DataDirectoryClaim claim = DataDirectory.claim(root)) {
                Files.move(lock, moved);
                if (isReplaced) {
                    Files.writeString(lock, "4711\n");
                }
                assertThatThrownBy(claim::take)
                        .isInstanceOf(DataDirectoryLockedException.class)
                        .hasMessageContaining(root.toRealPath().toString())
                        .hasMessageNotContaining("\n");
            }
            assertThat(moved).isEmptyFile();
            assertThat(root.resolve("journal")).doesNotExist();
            assertThat(Files.exists(lock)).isEqualTo(isReplaced);
            Files.delete(moved);
        }
        DataDirectory.open(root).close();
    }

    /** Whoever made it may have died, or had a build that did not force it. */
    @Test
    void shouldForceItsOwnNameAtEachOpeningAndThoseAboveWhenItMakesThem() throws IOException {
        Path real = root.toRealPath();
        Path data = root.resolve("a/b/data");
        FaultyDisk disk = new FaultyDisk();
        DataDirectory.open(data, disk).close();
        assertThat(disk.forcedDirectories())
                .startsWith(real, real.resolve("a"), real.resolve("a/b"))
                .contains(real.resolve("a/b/data"));

        FaultyDisk again = new FaultyDisk();
        DataDirectory.open(data, again).close();
        assertThat(again.forcedDirectories()).startsWith(real.resolve("a/b")).doesNotContain(real.resolve("a"));
    }

    @Test
    void shouldSayWhyWhenDirectoryCannotBeMade() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "not a directory");

        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot open data directory " + file.resolve("data"));
    }
}
