package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String SHOP = "https://shop.example";
    private static final String OTHER = "https://other.example";

    @Test
    void shouldLetPagesOfKnownOriginsReadAnswers() throws IOException {
        try (HttpServer server = start(CorsPolicy.of(List.of(SHOP, "http://localhost:3000")));
                RawClient client = new RawClient(server.port())) {
            RawClient.Answer known = get(client, "Origin: " + SHOP + "\r\n");
            assertThat(known.status()).isEqualTo(200);
            assertThat(known.header("access-control-allow-origin")).isEqualTo(SHOP);
            assertThat(known.header("access-control-expose-headers")).contains("Rushline-Sequence", "ETag");
            assertThat(known.header("vary")).isEqualTo("Origin");

            RawClient.Answer unknown = get(client, "Origin: " + OTHER + "\r\n");
            assertThat(unknown.status()).isEqualTo(200);
            assertThat(unknown.headers()).doesNotContainKey("access-control-allow-origin");
            assertThat(unknown.header("vary")).isEqualTo("Origin");
            assertThat(get(client, "").header("vary")).isEqualTo("Origin");

            client.send("GET /echo HTTP/1.1\r\nHost: x\r\nOrigin: " + SHOP + "\r\n\r\n");
            RawClient.Answer refused = client.answer();
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("access-control-allow-origin"))
                    .as("the page may read why")
                    .isEqualTo(SHOP);
        }
    }

    @Test
    void shouldAnswerPreflights() throws IOException {
        try (HttpServer server = start(CorsPolicy.of(List.of(SHOP)));
                RawClient client = new RawClient(server.port())) {
            RawClient.Answer yes = preflight(client, SHOP, "Access-Control-Request-Method: POST\r\n");
            assertThat(yes.status()).isEqualTo(204);
            assertThat(yes.header("access-control-allow-origin")).isEqualTo(SHOP);
            assertThat(yes.header("access-control-allow-methods")).isEqualTo("GET, HEAD, OPTIONS, POST");
            assertThat(yes.header("access-control-allow-headers")).contains("Authorization", "Idempotency-Key");
            assertThat(yes.header("access-control-max-age")).isEqualTo("600");

            assertThat(preflight(client, OTHER, "Access-Control-Request-Method: POST\r\n")
                            .headers())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");
            assertThat(preflight(client, SHOP, "").headers()).doesNotContainKey("access-control-allow-methods");
        }
    }

    @Test
    void shouldSayTheSameToAllWhenAllMayRead() throws IOException {
        try (HttpServer server = start(CorsPolicy.of(List.of("*")));
                RawClient client = new RawClient(server.port())) {
            RawClient.Answer answer = get(client, "Origin: " + OTHER + "\r\n");
            assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(answer.headers()).doesNotContainKey("vary");
            assertThat(preflight(client, OTHER, "Access-Control-Request-Method: GET\r\n")
                            .header("access-control-allow-methods"))
                    .contains("GET");
            assertThat(get(client, "").header("access-control-allow-origin"))
                    .as("a cache may give it to a page that asks later")
                    .isEqualTo("*");
        }
    }

    @Test
    void shouldSayNothingUnlessToldTo() throws IOException {
        try (HttpServer server = start(CorsPolicy.NONE);
                RawClient client = new RawClient(server.port())) {
            assertThat(get(client, "Origin: " + SHOP + "\r\n").headers())
                    .doesNotContainKeys("access-control-allow-origin", "vary");
            assertThat(preflight(client, SHOP, "Access-Control-Request-Method: GET\r\n")
                            .headers())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "https://shop.example/", "HTTPS://shop.example", "https://", "null", ""})
    void shouldRefuseWhatIsNoOrigin(String origin) {
        assertThatThrownBy(() -> CorsPolicy.of(List.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an origin");
    }

    private static HttpServer start(CorsPolicy cors) throws IOException {
        Router router = new Router();
        router.get("/echo", Role.WEB, exchange -> exchange.json(200, json -> json.field("pong", true)));
        router.post("/echo", Role.WEB, exchange -> exchange.respond(204));
        Reception reception =
                new Reception(ApiKeys.demo(), TrustedProxies.NONE, Gatekeeper.OPEN, RequestObserver.NONE, cors);
        return HttpServer.start(Fixture.options(), router, reception);
    }

    private static RawClient.Answer get(RawClient client, String headers) throws IOException {
        return client.send("GET /echo HTTP/1.1\r\n" + RawClient.KEY + headers + "\r\n")
                .answer();
    }

    private static RawClient.Answer preflight(RawClient client, String origin, String headers) throws IOException {
        return client.send("OPTIONS /echo HTTP/1.1\r\nHost: x\r\nOrigin: " + origin + "\r\n" + headers + "\r\n")
                .answer();
    }
}
