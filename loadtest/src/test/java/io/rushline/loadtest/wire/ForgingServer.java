package io.rushline.loadtest.wire;

import io.rushline.loadtest.wire.ScriptedServer.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;

/**
 * A server in front of a real one that passes on what is asked, and forges what is answered.
 *
 * <p>Threading: one thread per connection; the forger is called from all of them.
 */
public final class ForgingServer implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION = Set.of("host", "connection", "content-length");
    private static final List<String> PASSED_ON =
            List.of("Rushline-Sequence", "Retry-After", "ETag", "Idempotency-Replayed");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String realUrl;
    private final Forger forger;
    private final ScriptedServer server = new ScriptedServer(this::answer);

    /** An answer as far as a forger sees it; all of its head that matters is in {@code headers}. */
    public record Answered(int status, String headers, String body) {}

    /** Says what is answered instead. */
    public interface Forger {
        Answered forged(Received request, Answered truth);
    }

    public ForgingServer(String realUrl, Forger forger) {
        this.realUrl = realUrl;
        this.forger = forger;
    }

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }

    private String answer(Received request) {
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(realUrl + request.target()))
                .method(request.method(), BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, value) -> {
            if (!OF_THE_CONNECTION.contains(name)) {
                asked.header(name, value);
            }
        });
        try {
            HttpResponse<String> answer = client.send(asked.build(), BodyHandlers.ofString());
            StringBuilder headers = new StringBuilder();
            for (String name : PASSED_ON) {
                answer.headers()
                        .firstValue(name)
                        .ifPresent(value ->
                                headers.append(name).append(": ").append(value).append("\r\n"));
            }
            Answered told =
                    forger.forged(request, new Answered(answer.statusCode(), headers.toString(), answer.body()));
            return ScriptedServer.reply(
                    told.status(), told.body(), told.headers().lines().toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ScriptedServer.HANG_UP;
        }
    }
}
