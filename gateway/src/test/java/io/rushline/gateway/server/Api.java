package io.rushline.gateway.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A web tier's client of a server on this machine. */
final class Api {
    static final String WEB = "demo-web";
    static final String OPERATOR = "demo-operator";

    private static final String BASE = "/api/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Api(int port) {
        this.port = port;
    }

    /** One answer. */
    static final class Answer {
        private final HttpResponse<byte[]> response;

        Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        int status() {
            return response.statusCode();
        }

        /** The header's value, or {@code (none)}. */
        String header(String name) {
            return response.headers().firstValue(name).orElse("(none)");
        }

        byte[] bytes() {
            return response.body();
        }

        Object at(String path) {
            return JsonValues.at(JsonValues.parse(response.body()), path);
        }

        String text(String path) {
            return at(path).toString();
        }

        long number(String path) {
            return (Long) at(path);
        }

        List<?> list(String path) {
            return (List<?>) at(path);
        }

        /** The values of one field in a list of objects. */
        List<String> each(String path, String field) {
            return list(path).stream()
                    .map(element -> String.valueOf(((Map<?, ?>) element).get(field)))
                    .toList();
        }

        boolean has(String field) {
            return ((Map<?, ?>) JsonValues.parse(response.body())).containsKey(field);
        }

        /** This answer, when its status is the one expected. */
        Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError("expected " + status + " but got " + this);
            }
            return this;
        }

        @Override
        public String toString() {
            return status() + " " + response.request().method() + " "
                    + response.request().uri() + "\n" + new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    /** One request, while it is put together. */
    final class Call {
        private final String method;
        private final String path;
        private final List<String> headers = new ArrayList<>();
        private String key = WEB;
        private String body = "";
        private String contentType = "application/json";

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Call as(String apiKey) {
            key = apiKey;
            return this;
        }

        Call idempotencyKey(String idempotencyKey) {
            return header("Idempotency-Key", idempotencyKey);
        }

        Call header(String name, String value) {
            headers.add(name);
            headers.add(value);
            return this;
        }

        Call json(String json) {
            body = json;
            return this;
        }

        Call contentType(String type) {
            contentType = type;
            return this;
        }

        Answer send() {
            try {
                return checked(http.send(request(), BodyHandlers.ofByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        CompletableFuture<Answer> sendLater() {
            return http.sendAsync(request(), BodyHandlers.ofByteArray()).thenApply(Call::checked);
        }

        /** Each answer is held against the API's description. */
        private static Answer checked(HttpResponse<byte[]> response) {
            Answer answer = new Answer(response);
            HttpRequest request = response.request();
            List<String> faults = Contract.API.faults(
                    request.method(),
                    request.uri().getRawPath(),
                    response.statusCode(),
                    response.headers().map(),
                    response.body());
            if (!faults.isEmpty()) {
                throw new AssertionError("not as openapi.json says: " + faults + " in " + answer);
            }
            return answer;
        }

        private HttpRequest request() {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(PATIENCE);
            if (!key.isEmpty()) {
                builder.header("Authorization", "Bearer " + key);
            }
            if (!body.isEmpty()) {
                builder.header("Content-Type", contentType);
            }
            if (!headers.isEmpty()) {
                builder.headers(headers.toArray(new String[0]));
            }
            return builder.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
        }
    }

    int port() {
        return port;
    }

    /** A request to a path below the API's base. */
    Call call(String method, String path) {
        return new Call(method, BASE + path);
    }

    /** A request to any path. */
    Call callAnywhere(String method, String path) {
        return new Call(method, path);
    }

    Answer get(String path) {
        return call("GET", path).send();
    }

    /** A POST with an idempotency key of its own. */
    Answer post(String path, String json) {
        return call("POST", path).json(json).idempotencyKey(newKey()).send();
    }

    Answer put(String path, String json) {
        return call("PUT", path).json(json).send();
    }

    Answer delete(String path) {
        return call("DELETE", path).send();
    }

    /** Makes something as an operator; answers the id in this field. */
    String create(String path, String json, String idField) {
        return call("POST", path)
                .as(OPERATOR)
                .json(json)
                .idempotencyKey(newKey())
                .send()
                .expect(201)
                .text(idField);
    }

    static Answer within(Duration patience, CompletableFuture<Answer> answer) {
        await().atMost(patience).until(answer::isDone);
        return answer.join();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }
}
