package io.rushline.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsaidTest {
    private final Unsaid unsaid = new Unsaid(ApiKeys.demo());

    @ParameterizedTest
    @CsvSource({
        "/api/v1/shows/77, /api/v1/shows/77",
        "/api/v1/audit/seats/77/Front%20Stalls-F-12, /api/v1/audit/seats/77/Front%20Stalls-F-12",
        "/cities?api_dev_key=x, /cities...",
        "/cities&api_dev_key=x, /cities...",
        "/cities%3fapi_dev_key=x, /cities...",
        "/cities%25253Fapi_dev_key%3Dx, /cities...",
        "/demo-web/x, /(key)/x",
        "/holds/demo-operator, /holds/(key)",
        "http://demo-web@host/cities, http://(key)@host/cities",
        "http://user:demo-web@host/cities, http://(key)@host/cities",
        "demo-web, (key)",
        "/Bearer%20demo-web/x, /(key)/x",
        "/holds/key:demo-web, /holds/(key)",
        "/holds/my-demo-web, /holds/my-demo-web",
        "/%7B%22key%22%3A%22demo-web%22%7D, /(key)",
        "/x@demo-web, /(key)@(key)",
    })
    void shouldSayAPathWithoutKeys(String path, String said) {
        assertThat(unsaid.path(path)).isEqualTo(said);
    }

    @Test
    void shouldSayNoMoreThanABeginningOfWhatHasManyParts() {
        assertThat(unsaid.path("/x".repeat(4_000))).isEqualTo("/x".repeat(15) + "...");
    }

    @Test
    void shouldSayWordsButForKeys() {
        assertThat(unsaid.word("GET")).isEqualTo("GET");
        assertThat(unsaid.word("demo-web")).isEqualTo("(key)");
        assertThat(unsaid.requestId("demo-web")).isEqualTo("(key)");
        assertThat(unsaid.requestId("key:demo-web.7")).isEqualTo("(key)");
        assertThat(unsaid.requestId("::::demo-web::")).isEqualTo("(key)");
        assertThat(unsaid.requestId("a.b.c.d.e.f.g.h")).isEqualTo("a.b.c.d.e.f.g.h");
        assertThat(unsaid.requestId("a.b.c.d.e.f.g.h.demo-web"))
                .as("looked at no further")
                .isEqualTo("...");
        assertThat(unsaid.requestId("req-7")).isEqualTo("req-7");
        assertThat(unsaid.requestId("127f1a3ec213cb0b")).isEqualTo("127f1a3ec213cb0b");
    }
}
