package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of keys that are given out, revoked, and read again by a server. */
class KeyFileTest {
    @TempDir
    private Path directory;

    private Path file = Path.of("keys");

    @BeforeEach
    void nameFile() {
        file = directory.resolve("keys");
    }

    @Test
    void shouldKeepTheHashOnly() throws IOException {
        String key = new KeyFile(file).add("web-1", Role.WEB);

        assertThat(Files.readString(file)).startsWith("web-1:web:").doesNotContain(key);
        assertThat(ApiKeys.load(file).find(key)).contains(new Principal("web-1", Role.WEB));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    @Test
    void shouldLeaveOtherLinesAndPermissionsAsTheyAre() throws IOException {
        Files.writeString(file, "# who asks\n\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        KeyFile keys = new KeyFile(file);
        keys.add("web-1", Role.WEB);
        keys.add("backstage", Role.OPERATOR);

        assertThat(keys.revoke("web-1", "")).isEqualTo(1);
        assertThat(Files.readAllLines(file)).startsWith("# who asks", "").hasSize(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void shouldRevokeOneOfTwoKeysByItsHash() throws IOException {
        KeyFile keys = new KeyFile(file);
        String first = keys.add("web-1", Role.WEB);
        String second = keys.add("web-1", Role.WEB);
        String hashStart = keys.list().get(0).hashStart();

        assertThat(keys.revoke("web-1", hashStart)).isEqualTo(1);
        assertThat(ApiKeys.load(file).find(first)).isEmpty();
        assertThat(ApiKeys.load(file).find(second)).isPresent();
        assertThat(keys.revoke("nobody", "")).isZero();
    }

    @Test
    void shouldRefuseWhatAServerWouldNotRead() throws IOException {
        KeyFile keys = new KeyFile(file);
        keys.add("web-1", Role.WEB);

        assertThatThrownBy(() -> keys.add("web-1", Role.OPERATOR)).hasMessageContaining("another role");
        assertThatThrownBy(() -> keys.add("a:b", Role.WEB)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void shouldTryAgainWhatFailedOnce() throws IOException {
        KeyFile keys = new KeyFile(file);
        keys.add("web-1", Role.WEB);
        AtomicInteger readings = new AtomicInteger();
        UnaryOperator<ApiKeys> failingTheSecondTime = read -> {
            if (readings.incrementAndGet() == 2) {
                throw new UncheckedIOException(new IOException("too many open files"));
            }
            return read;
        };
        try (ReloadedKeys watched = ReloadedKeys.open(file, failingTheSecondTime)) {
            String second = keys.add("web-2", Role.WEB);
            watched.check();
            watched.check();

            assertThat(watched.find(second)).isPresent();
        }
    }

    @Test
    void shouldNoticeChangesAndSurviveBrokenOnes() throws IOException {
        KeyFile keys = new KeyFile(file);
        String first = keys.add("web-1", Role.WEB);
        try (ReloadedKeys watched = ReloadedKeys.open(file, ApiKeys::withDemo)) {
            String second = keys.add("web-2", Role.WEB);
            watched.check();
            assertThat(watched.find(second)).isPresent();

            Files.writeString(file, "nonsense\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            watched.check();
            assertThat(watched.find(first)).as("as it was read last").isPresent();

            Files.delete(file);
            watched.check();
            assertThat(watched.find(first)).as("as it was read last").isPresent();

            String third = keys.add("web-3", Role.WEB);
            watched.check();
            assertThat(watched.find(third)).isPresent();
            assertThat(watched.find(first)).isEmpty();

            assertThat(keys.revoke("web-3", "")).isEqualTo(1);
            watched.check();
            assertThat(watched.find(third))
                    .as("revoking the last key has an effect")
                    .isEmpty();
            assertThat(watched.find("demo-web")).isPresent();
        }
    }
}
