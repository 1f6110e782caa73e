package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API's description names what there is. That answers are as it says is held by {@link Api} in every test. */
class ContractTest {
    private static final String CITY = "{\"cityId\":\"1\",\"name\":\"X\",\"state\":\"WA\",\"lat\":1.5,\"lon\":2}";
    private static final Map<String, List<String>> HEADERS = headers("vary", "Accept-Encoding");

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
    void shouldCallEachOperationByANameOfItsOwn() {
        assertThat(Contract.API.operationIds()).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-zA-Z]+"));
    }

    @Test
    void shouldFindWhatIsNotDescribed() {
        assertThat(cityFaults(
                        200,
                        HEADERS,
                        "{\"cityId\":\"1\",\"name\":\"X\",\"state\":5,\"lat\":1.5,\"lon\":2,\"mayor\":\"Y\"}"))
                .containsExactlyInAnyOrder("/state is not of type [string]: 5", "/mayor is not described");
        assertThat(cityFaults(200, HEADERS, "{\"cityId\":\"1\"}")).contains("/lon is missing");
        assertThat(cityFaults(201, HEADERS, CITY)).containsExactly("the status 201 is not described");
        assertThatThrownBy(() -> cityFaults(200, HEADERS, "{")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void shouldFindHeadersThatAreNotAsDescribed() {
        assertThat(cityFaults(200, HEADERS, CITY)).isEmpty();
        assertThat(cityFaults(200, headers("rushline-sequence", "1"), CITY))
                .containsExactly("the header rushline-sequence is not described", "the header Vary is missing");
        assertThat(cityFaults(200, headers("vary", "*", "ratelimit-limit", "many"), CITY))
                .containsExactlyInAnyOrder(
                        "vary is none of [Accept-Encoding]: *", "ratelimit-limit is not of type [integer]: many");
        assertThat(cityFaults(200, headers("vary", "Accept-Encoding", "content-type", "text/html"), CITY))
                .containsExactly("text/html is not described");
    }

    private static List<String> cityFaults(int status, Map<String, List<String>> headers, String json) {
        return Contract.API.faults("GET", "/api/v1/cities/1", status, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("cache-control", List.of("no-store"));
        headers.put("content-type", List.of("application/json"));
        headers.put("x-request-id", List.of("1"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return headers;
    }
}
