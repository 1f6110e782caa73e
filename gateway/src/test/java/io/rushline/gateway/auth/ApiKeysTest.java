package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
    private static final String HASH_OF_TEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @TempDir
    private Path directory;

    @Test
    void shouldKnowDemoKeys() {
        ApiKeys keys = ApiKeys.demo();

        assertThat(keys.find("demo-web")).contains(new Principal("demo-web", Role.WEB));
        assertThat(keys.find("demo-operator")).contains(new Principal("demo-operator", Role.OPERATOR));
        assertThat(keys.find("demo-")).isEmpty();
        assertThat(keys.find("")).isEmpty();
        assertThat(ApiKeys.none().find("demo-web")).isEmpty();
    }

    @Test
    void shouldReadFileWithCommentsAndSeveralKeysOfOneName() throws IOException {
        Path file = file("# who\n\n  web-1 : WEB : " + HASH_OF_TEST + "\n"
                + ApiKeys.line("web-1", Role.WEB, "newer") + "\n"
                + ApiKeys.line("ops", Role.OPERATOR, "backstage"));

        ApiKeys keys = ApiKeys.load(file);

        assertThat(keys.find("test")).contains(new Principal("web-1", Role.WEB));
        assertThat(keys.find("newer")).contains(new Principal("web-1", Role.WEB));
        assertThat(keys.find("backstage")).contains(new Principal("ops", Role.OPERATOR));
        assertThat(keys.find(HASH_OF_TEST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web-1:web                                | must be name:role:sha256, but has 2 parts",
                "web-1:web:my-secret-key                  | the SHA-256 of the key must be 64 hexadecimal digits",
                "web-1:web:9f86d081:9f86d081              | must be name:role:sha256, but has 4 parts",
                ":web:" + HASH_OF_TEST + "                | a name has 1 to 64",
                "we b:web:" + HASH_OF_TEST + "            | a name has 1 to 64",
                "web-2:admin:" + HASH_OF_TEST + "         | the role must be web or operator",
                "other:web:" + HASH_OF_TEST + "           | stands there already",
                "first:operator:" + "00" + HASH_OF_TEST + "| 64 hexadecimal digits",
            })
    void shouldNameFileAndLineWhenLineIsBroken(String line, String reason) throws IOException {
        Path file = file("# keys\nfirst:web:" + HASH_OF_TEST + "\n\n" + line + "\n");

        assertThatThrownBy(() -> ApiKeys.load(file))
                .isInstanceOf(BrokenKeyFileException.class)
                .hasMessageContaining(file + " line 4: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("my-secret-key");
    }

    @Test
    void shouldRefuseNameWithTwoRoles() throws IOException {
        Path file = file(ApiKeys.line("a", Role.WEB, "1") + "\n" + ApiKeys.line("a", Role.OPERATOR, "2"));

        assertThatThrownBy(() -> ApiKeys.load(file)).hasMessageContaining("line 2: a has another role already");
    }

    @Test
    void shouldRefuseFileThatIsEmptyBinaryOrAbsent() throws IOException {
        Path empty = file("# nothing\n");
        assertThatThrownBy(() -> ApiKeys.load(empty)).hasMessageContaining(empty + " holds no key");

        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> ApiKeys.load(binary)).hasMessageContaining("is not UTF-8 text");

        assertThatThrownBy(() -> ApiKeys.load(directory.resolve("absent"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void shouldLetOperatorDoWhatWebTierMay() {
        assertThat(Role.OPERATOR.covers(Role.WEB)).isTrue();
        assertThat(Role.OPERATOR.covers(Role.OPERATOR)).isTrue();
        assertThat(Role.WEB.covers(Role.WEB)).isTrue();
        assertThat(Role.WEB.covers(Role.OPERATOR)).isFalse();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("keys"), text);
    }
}
