package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API's description names what there is. That answers are as it says is held by {@link Api} in every test. */
class ContractTest {
    @TempDir
    private Path data;

    @Test
    void shouldDescribeEachRouteAndNoOther() {
        try (TestServer server = TestServer.start(data)) {
            Set<String> routes = server.routes().stream()
                    .map(route -> route.method() + " " + route.path())
                    .collect(Collectors.toSet());

            assertThat(Contract.API.operations()).containsExactlyInAnyOrderElementsOf(routes);
            assertThat(server.api()
                            .callAnywhere("GET", "/openapi.json")
                            .as("")
                            .send()
                            .expect(200)
                            .text("openapi"))
                    .isEqualTo("3.1.0");
        }
    }

    @Test
    void shouldShowTheDescriptionWithNothingFromElsewhere() {
        try (TestServer server = TestServer.start(data)) {
            Api.Answer page =
                    server.api().callAnywhere("GET", "/docs").as("").send().expect(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
            String html = new String(page.bytes(), StandardCharsets.UTF_8);
            assertThat(html).doesNotContain("http:", "https:");
            for (String file : List.of("docs.js", "swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")) {
                Api.Answer answer = server.api()
                        .callAnywhere("GET", "/docs/" + file)
                        .as("")
                        .send()
                        .expect(200);
                assertThat(answer.bytes()).as(file).isNotEmpty();
            }
            server.api()
                    .callAnywhere("GET", "/docs/..%2Fopenapi.json")
                    .as("")
                    .send()
                    .expect(404);
        }
    }

    @Test
    void shouldFindWhatIsNotDescribed() {
        byte[] city = bytes("{\"cityId\":\"1\",\"name\":\"X\",\"state\":5,\"lat\":1.5,\"lon\":2,\"mayor\":\"Y\"}");

        assertThat(Contract.API.faults("GET", "/api/v1/cities/1", 200, "application/json", city))
                .containsExactlyInAnyOrder("/state is not of type [string]: 5", "/mayor is not described");
        assertThat(Contract.API.faults("GET", "/api/v1/cities/1", 200, "application/json", bytes("{\"cityId\":\"1\"}")))
                .contains("/lon is missing");
        assertThat(Contract.API.faults("GET", "/api/v1/cities/1", 201, "application/json", city))
                .containsExactly("the status 201 is not described");
        assertThatThrownBy(() -> Contract.API.faults("GET", "/healthz", 200, "application/json", bytes("{")))
                .isInstanceOf(RuntimeException.class);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
