package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.http.CorsPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for each path, whatever is there: {@link Api} holds each answer against the description. */
class EachPathTest {
    private static final String SHOP = "https://shop.example";

    /** Pages see the first by themselves; the others are for caches and browsers. */
    private static final Set<String> NOT_EXPOSED =
            Set.of("Cache-Control", "Content-Encoding", "Content-Security-Policy", "Vary", "X-Content-Type-Options");

    @AutoClose
    private static TestServer server;

    /** Methods by path. */
    private static Map<String, Set<String>> paths;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.startForPages(data, CorsPolicy.of(List.of(SHOP)));
        paths = Contract.API.operations().stream()
                .map(operation -> operation.split(" ", -1))
                .collect(Collectors.groupingBy(
                        parts -> parts[1], Collectors.mapping(parts -> parts[0], Collectors.toSet())));
    }

    @Test
    void shouldAnswerHeadAsGetIsDescribed() {
        paths.forEach((path, methods) -> {
            if (methods.contains("GET")) {
                Api.Answer answer = ask("HEAD", path).send();
                assertThat(answer.bytes()).as(path).isEmpty();
                assertThat(answer.status()).as(path).isIn(200, 400, 404);
                assertThat(answer.header("Access-Control-Allow-Origin"))
                        .as(path)
                        .isEqualTo(SHOP);
            }
        });
    }

    @Test
    void shouldAnswerPreflightsWithoutAKey() {
        paths.forEach((path, methods) -> {
            Api.Answer answer = ask("OPTIONS", path)
                    .as("")
                    .header("Access-Control-Request-Method", "POST")
                    .send()
                    .expect(204);
            assertThat(answer.header("Access-Control-Allow-Methods")).as(path).isEqualTo(answer.header("Allow"));
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo(SHOP);
        });
    }

    @Test
    void shouldRefuseOtherMethods() {
        paths.forEach((path, methods) -> {
            for (String method : List.of("GET", "PUT", "DELETE", "BREW")) {
                if (!methods.contains(method)) {
                    ask(method, path).send().expect(405);
                }
            }
        });
    }

    @Test
    void shouldLetPagesReadEachHeaderThatIsDescribed() {
        Set<String> described = new TreeSet<>(Contract.API.headerNames());
        described.removeAll(NOT_EXPOSED);

        String exposed = ask("GET", "/healthz").send().header("Access-Control-Expose-Headers");

        assertThat(exposed.split(", ", -1)).containsExactlyElementsOf(described);
    }

    private static Api.Call ask(String method, String path) {
        return server.api()
                .callAnywhere(method, path.replaceAll("\\{[a-z]+}", "1"))
                .as(Api.OPERATOR)
                .header("Origin", SHOP);
    }
}
