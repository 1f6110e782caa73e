package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.SignedIds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintAKeyOnceAndRevokeIt() throws IOException {
        String file = directory.resolve("keys").toString();

        assertThat(run("keys", "add", "web-1", "--role", "web", "--keys", file)).isZero();
        String key = out.toString().strip();
        assertThat(ApiKeys.load(Path.of(file)).find(key)).isPresent();
        assertThat(run("keys", "list", "--keys", file)).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains(key))).hasSize(1);
        assertThat(out.toString().toLowerCase(Locale.ROOT)).contains("web-1", "sha-256");
        assertThat(run("keys", "revoke", "web-1", "--keys", file)).isZero();
        assertThat(run("keys", "revoke", "web-1", "--keys", file)).isEqualTo(3);
        assertThat(err.toString()).contains("there is no such key");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(run("keys")).isEqualTo(2);
        assertThat(run("keys", "add", "web-1", "--keys", "x")).isEqualTo(2);
        assertThat(run("keys", "list", "--keys", directory.resolve("none").toString()))
                .isEqualTo(3);
        assertThat(err.toString()).contains("there is no file");
    }

    @Test
    void shouldRotateTheKeyThatSignsIds() throws IOException {
        Path keys = directory.resolve("keys");
        String token = SignedIds.open(keys).sign(SignedIds.Kind.HOLD, 5);

        assertThat(run("keys", "rotate-ids", "--data", directory.toString())).isZero();
        assertThat(SignedIds.open(keys).verify(SignedIds.Kind.HOLD, token)).hasValue(5);
        assertThat(run("keys", "rotate-ids", "--data", directory.toString(), "--forget-older"))
                .isZero();
        assertThat(SignedIds.open(keys).verify(SignedIds.Kind.HOLD, token)).isEmpty();
    }

    private int run(String... arguments) {
        CommandLine commandLine = Rushline.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
