package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.rushline.gateway.auth.ApiKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
    private static final String LONG = "x".repeat(Gzip.MIN_BYTES);

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                       | true",
                "GZIP                       | true",
                "x-gzip                     | true",
                "deflate, gzip;q=0.5        | true",
                "*                          | true",
                "gzip;q=0.5, identity;q=0.5 | true",
                "gzip;q=0.001               | true",
                "br;q=1, *;q=0.1            | true",
                "gzip;q=0                   | false",
                "gzip;q=0.000               | false",
                "gzip;q=0, *                | false",
                "gzip;q=0.4, identity;q=0.5 | false",
                "*;q=0                      | false",
                "identity                   | false",
                "br                         | false",
                "gzip;q=2                   | false",
                "gzip;q=x                   | false",
                "''                         | false"
            })
    void shouldFindOutWhatAClientWants(String header, boolean isWanted) {
        HttpHeaders headers = new DefaultHttpHeaders().add("Accept-Encoding", header);

        assertThat(Gzip.isWanted(headers)).isEqualTo(isWanted);
    }

    @Test
    void shouldCompressWhatPaysOnRoutesThatSaySo() throws Exception {
        Router router = new Router();
        router.open(Method.GET, "/long", exchange -> exchange.respond(200, "text/plain", bytes(LONG)))
                .compressed();
        router.open(Method.GET, "/short", exchange -> exchange.respond(200, "text/plain", bytes("x")))
                .compressed();
        router.open(
                        Method.GET,
                        "/tagged",
                        exchange -> exchange.responseHeader("ETag", "\"1\"").respond(200, "text/plain", bytes(LONG)))
                .compressed();
        router.open(Method.GET, "/hot", exchange -> exchange.respond(200, "text/plain", bytes(LONG)));
        PreparedBody page = new PreparedBody(bytes(LONG));
        router.open(Method.GET, "/page", exchange -> exchange.respond(200, "text/plain", page));
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.none())) {
            assertCompressed(get(server, "/long", "gzip"));
            Awaitility.await().until(() -> page.compressed().length < LONG.length());
            assertCompressed(get(server, "/page", "gzip"));
            assertPlain(get(server, "/long", "identity"), "Accept-Encoding");
            assertPlain(get(server, "/page", "identity"), "Accept-Encoding");
            assertPlain(get(server, "/tagged", "gzip"), "");
            assertPlain(get(server, "/hot", "gzip"), "");
            HttpResponse<byte[]> little = get(server, "/short", "gzip");
            assertThat(little.body()).hasSize(1);
            assertThat(little.headers().firstValue("Vary")).contains("Accept-Encoding");
        }
    }

    private static void assertCompressed(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(answer.body().length).isLessThan(100);
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(LONG);
        }
    }

    private static void assertPlain(HttpResponse<byte[]> answer, String vary) {
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.headers().firstValue("Vary").orElse("")).isEqualTo(vary);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(LONG);
    }

    private HttpResponse<byte[]> get(HttpServer server, String path, String encoding) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Accept-Encoding", encoding)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
