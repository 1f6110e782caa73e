package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that come on several lines: a list where they may be one, else refused, and never judged by the first alone. */
@ExtendWith(LeakWatch.class)
class RepeatedHeaderTest {
    private static final String BODY = "{\"name\":\"ann\"}";

    @RegisterExtension
    final Fixture fixture = Fixture.start();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | Content-Type: application/json;Content-Type: application/json | more than one Content-Type",
                "400 | Content-Type: application/json;Content-Type: text/plain       | more than one Content-Type",
                "415 | Content-Type: application/json;Content-Encoding: identity;Content-Encoding: gzip | Compressed",
                "417 | Content-Type: application/json;Expect: 100-continue;Expect: cake | 100-continue is known",
                "400 | Content-Type: application/json;Authorization: Bearer demo-web | more than one Authorization",
                "400 | Content-Type: application/json;Content-Length: 14             | There must be one Content-Length",
                "400 | Content-Type: application/json;Transfer-Encoding: chunked     | There must be one Content-Length",
                "400 | Content-Type: application/json;Host: x                        | exactly one Host",
                "201 | Content-Type: application/json;Content-Encoding: identity;Content-Encoding: identity | ann",
            })
    void shouldTakeAllLinesIntoAccount(int status, String headers, String said) throws IOException {
        try (RawClient client = fixture.connect()) {
            String lines = headers.strip().replace(";", "\r\n") + "\r\n";

            RawClient.Answer answer = client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + "Content-Length: "
                            + BODY.length() + "\r\n" + lines + "\r\n" + BODY)
                    .answer();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(said);
        }
    }

    @Test
    void shouldRefuseAKeyThatIsInTheQueryTwice() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("GET /echo/x?api_dev_key=demo-web&api_dev_key=demo-operator HTTP/1.1\r\nHost: x\r\n\r\n");

            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("api_dev_key is given 2 times");
        }
    }

    @Test
    void shouldHandLinesToHandlersAsOneList() throws IOException, InterruptedException {
        try (RawClient client = fixture.connect()) {
            client.send("GET /parked/x HTTP/1.1\r\n" + RawClient.KEY
                    + "If-None-Match: \"1\"\r\nX-One: 1\r\nif-none-match: \"2\", \"3\"\r\n\r\n");
            Exchange exchange = fixture.nextParked();
            exchange.respond(204);

            assertThat(exchange.header("If-None-Match")).contains("\"1\", \"2\", \"3\"");
            assertThat(exchange.header("X-One")).contains("1");
            assertThat(exchange.header("X-None")).isEmpty();
        }
    }
}
