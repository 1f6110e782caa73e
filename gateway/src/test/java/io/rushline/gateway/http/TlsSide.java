package io.rushline.gateway.http;

import io.rushline.gateway.tls.ServerCertificate;
import io.rushline.gateway.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A server's side of TLS, made for one test class.
 *
 * @param certificate what clients trust
 * @param shown what the server shows
 */
public record TlsSide(TestCertificate certificate, ServerCertificate shown) {
    public static TlsSide make(Path directory) throws IOException {
        TestCertificate certificate = TestCertificate.make(directory, "server");
        Path certificateFile = directory.resolve("cert.pem");
        Path keyFile = directory.resolve("key.pem");
        certificate.write(certificateFile, keyFile);
        return new TlsSide(
                certificate, ServerCertificate.open(certificateFile, keyFile).current());
    }

    /** Those of {@link Fixture}, with TLS. */
    HttpOptions options() {
        return Fixture.options().tls(() -> shown);
    }

    /** Speaks HTTP/2 to a server on this port. */
    public RawHttp2 connect(HttpServer server) throws IOException {
        return new RawHttp2(server.port(), certificate);
    }
}
