package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.reload.Reloaded;
import io.rushline.gateway.tls.ServerCertificate;
import io.rushline.gateway.tls.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class TlsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private static Path made;

    private static TestCertificate first;

    @TempDir
    private Path directory;

    private Path certificateFile;
    private Path keyFile;
    private Reloaded<ServerCertificate> certificate;

    @BeforeAll
    static void make() throws IOException {
        first = TestCertificate.make(made, "first");
    }

    @BeforeEach
    void open() throws IOException {
        certificateFile = directory.resolve("cert.pem");
        keyFile = directory.resolve("key.pem");
        first.write(certificateFile, keyFile);
        certificate = ServerCertificate.open(certificateFile, keyFile);
    }

    @AfterEach
    void close() {
        certificate.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldSpeakHttp1WithClientsThatKnowNoOther(String version) throws IOException {
        try (Fixture fixture = new Fixture(options());
                SSLSocket socket = connect(fixture)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.getOutputStream()
                    .write(
                            "GET /ping HTTP/1.1\r\nHost: x\r\n\r\nGET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));

            // Without a word that the end is the end, the JDK's socket would throw.
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(answers).contains("HTTP/1.1 200 OK", "Connection: close").endsWith("{\"pong\":true}");
        }
    }

    @Test
    void shouldAnswerBeyondOneRecord() throws Exception {
        try (Fixture fixture = new Fixture(options())) {
            HttpResponse<String> answer = first.httpClient(Version.HTTP_1_1)
                    .send(
                            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + fixture.server.port() + "/large"))
                                    .header("Authorization", "Bearer demo-web")
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(500_000)))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
            assertThat(answer.body()).isEqualTo("{\"length\":500000}");
        }
    }

    @Test
    void shouldShowNewCertificateToNewConnectionsAndKeepTheOldOnes() throws Exception {
        TestCertificate second = TestCertificate.make(directory, "second");
        try (Fixture fixture = new Fixture(options());
                SSLSocket old = connect(fixture)) {
            old.startHandshake();
            second.write(certificateFile, keyFile);
            certificate.check();

            HttpClient client = second.httpClient(Version.HTTP_1_1);
            HttpRequest ping = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + fixture.server.port() + "/ping"))
                    .build();
            assertThat(client.send(ping, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            try (SSLSocket stranger = connect(fixture)) {
                assertThatThrownBy(stranger::startHandshake).isInstanceOf(SSLHandshakeException.class);
            }
            old.getOutputStream()
                    .write("GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(old.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("200 OK");
            assertThat(((X509Certificate) old.getSession().getPeerCertificates()[0])
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=first");
        }
    }

    @Test
    void shouldEndConnectionsThatDoNotSpeakTls() throws IOException {
        try (Fixture fixture = new Fixture(options());
                RawClient plain = fixture.connect()) {
            plain.get("/ping");

            plain.rest();

            await().until(() -> fixture.server.connectionCount() == 0);
        }
    }

    @Test
    void shouldNotWaitLongForAHandshake() throws IOException {
        try (Fixture fixture = new Fixture(options().timeouts(SHORT, LONG, LONG, LONG));
                RawClient silent = fixture.connect()) {
            silent.rest();

            await().until(() -> fixture.server.connectionCount() == 0);
        }
    }

    @Test
    void shouldCloseWhileHandshakesAreUnderWay() throws IOException {
        try (Fixture fixture = new Fixture(options());
                RawClient silent = fixture.connect()) {
            await().until(() -> fixture.server.connectionCount() == 1);

            fixture.server.close();

            assertThat(silent.rest()).isEmpty();
        }
    }

    private HttpOptions options() {
        return Fixture.options().tls(certificate::current);
    }

    private static SSLSocket connect(Fixture fixture) throws IOException {
        SSLSocket socket = (SSLSocket)
                first.client().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), fixture.server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }
}
