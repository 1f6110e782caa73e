package io.rushline.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.OpenSsl;
import io.rushline.gateway.reload.Reloaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCertificateTest {
    @TempDir
    private static Path made;

    private static TestCertificate ann;
    private static TestCertificate bob;

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;

    @BeforeAll
    static void make() throws IOException {
        ann = TestCertificate.make(made, "ann");
        bob = TestCertificate.make(made, "bob", List.of("-keyalg", "RSA", "-keysize", "2048"));
    }

    @BeforeEach
    void write() throws IOException {
        certificate = directory.resolve("cert.pem");
        key = directory.resolve("key.pem");
        ann.write(certificate, key);
    }

    @Test
    void shouldTakeKeysOfBothKinds() throws IOException {
        assertThat(ServerCertificate.read(certificate, key)).hasToString(textOf(certificate, key));
        assertThat(ServerCertificate.read(certificate, key).toString()).startsWith("CN=ann until 20");

        bob.write(certificate, key);

        assertThat(ServerCertificate.read(certificate, key).toString()).startsWith("CN=bob until 20");
        assertThat(OpenSsl.isAvailable())
                .as("BoringSSL can be loaded on %s", System.getProperty("os.arch"))
                .isEqualTo(System.getProperty("os.arch").equals("amd64"));
    }

    @Test
    void shouldRefuseKeyOfAnotherCertificate() throws IOException {
        bob.write(directory.resolve("bob.pem"), key);
        assertBroken("is not one for the certificate, whose algorithm is EC");

        TestCertificate.make(directory, "eve").write(directory.resolve("eve.pem"), key);
        assertBroken("the key in " + key + " is not that of the certificate in " + certificate);
    }

    @ParameterizedTest
    @CsvSource({
        "cert.pem, nonsense,                           there is no certificate in",
        "cert.pem, -----BEGIN CERTIFICATE-----,        is no PEM file of certificates",
        "key.pem,  nonsense,                           there is no PRIVATE KEY in",
        "key.pem,  '-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----', must be PKCS #8",
        "key.pem,  '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----', is not one for the certificate"
    })
    void shouldSayWhatIsWrongWithAFile(String file, String content, String message) throws IOException {
        Files.writeString(directory.resolve(file), content);

        assertBroken(message);
    }

    @Test
    void shouldRefuseCertificateThatIsNotValidNow() throws IOException {
        TestCertificate.make(
                        directory,
                        "old",
                        List.of("-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-10d", "-validity", "5"))
                .write(certificate, key);

        assertBroken("not now");
    }

    @Test
    void shouldFollowItsFilesButKeepABrokenPairOut() throws IOException {
        try (Reloaded<ServerCertificate> followed = ServerCertificate.open(certificate, key)) {
            String first = followed.current().toString();
            TestCertificate eve = TestCertificate.make(directory, "eve");
            Path newKey = directory.resolve("new-key.pem");
            eve.write(certificate, newKey);
            followed.check();
            assertThat(followed.current()).as("the new key is not there yet").hasToString(first);

            Files.move(newKey, key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            followed.check();
            assertThat(followed.current().toString()).startsWith("CN=eve");

            Files.delete(key);
            followed.check();
            assertThat(followed.current().toString()).startsWith("CN=eve");
        }
    }

    private void assertBroken(String message) {
        assertThatThrownBy(() -> ServerCertificate.read(certificate, key))
                .isInstanceOf(BrokenCertificateException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private static String textOf(Path certificate, Path key) throws IOException {
        return ServerCertificate.read(certificate, key).toString();
    }
}
