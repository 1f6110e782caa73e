package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** {@code rushline serve} or {@code standby} in a process of its own, as an operator runs it. */
final class ServeProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Rushline is ready at (https?://[^ ]+)");
    private static final Pattern BINARY = Pattern.compile("Binary protocol at [^ ]+:([0-9]+)");
    private static final Pattern STATUS = Pattern.compile("Rushline follows as a standby, status at (http://[^ ]+)");

    private final Process process;
    private final Path log;
    private final BufferedReader out;
    private HttpClient client = HttpClient.newHttpClient();
    private String url = "";
    private String statusUrl = "";
    private int binaryPort;

    private ServeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        // Not closed: the process may go on writing.
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts it on a data directory and returns when it says that it is ready. */
    static ServeProcess start(Path data, String... options) throws IOException {
        ServeProcess server = launch(data, "serve", options);
        server.awaitReady();
        return server;
    }

    /** Starts it where it will end by itself. */
    static ServeProcess launch(Path data, String... options) throws IOException {
        return launch(data, "serve", options);
    }

    /** Lines that it wrote to standard error for its user, not to its log. */
    List<String> complaints() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("rushline: "))
                .toList();
    }

    /** Waits until it has ended by itself; returns the exit code. */
    int ended() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after a minute");
        }
        return process.exitValue();
    }

    /** Starts a standby on a data directory and returns when it follows. */
    static ServeProcess standby(Path data, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--status", "0"));
        all.addAll(List.of(options));
        ServeProcess standby = launch(data, "standby", all.toArray(String[]::new));
        standby.statusUrl = standby.await(STATUS);
        return standby;
    }

    private static ServeProcess launch(Path data, String name, String[] options) throws IOException {
        Path keys = data.resolveSibling("api-keys");
        Files.write(
                keys, List.of(ApiKeys.line("web", Role.WEB, "web-key"), ApiKeys.line("ops", Role.OPERATOR, "ops-key")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path")));
        for (String option :
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("--add-")
                    || option.startsWith("--enable-native")
                    || option.startsWith("--sun-misc")) {
                command.add(option);
            }
        }
        command.addAll(List.of(
                Rushline.class.getName(), name, "--data", data.toString(), "--http", "0", "--keys", keys.toString()));
        if (!List.of(options).contains("--binary")) {
            command.addAll(List.of("--binary", "0"));
        }
        command.addAll(List.of(options));
        Path log = Files.createTempFile(data.getParent(), name, ".log");
        return new ServeProcess(
                new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    }

    /** Returns when it says that it is ready. */
    void awaitReady() throws IOException {
        url = await(READY);
        binaryPort = Integer.parseInt(await(BINARY));
    }

    int httpPort() {
        return URI.create(url).getPort();
    }

    int binaryPort() {
        return binaryPort;
    }

    long pid() {
        return process.pid();
    }

    /** Believes what a server with TLS shows, and speaks HTTP/2 to it. */
    void trust(SSLContext trusting) {
        client = HttpClient.newBuilder().sslContext(trusting).build();
    }

    private String await(Pattern said) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = said.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new IllegalStateException("the process ended before it said so:\n" + Files.readString(log));
    }

    /** What a standby says about itself. */
    HttpResponse<String> readiness() throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(statusUrl + "/readyz")).build(), BodyHandlers.ofString());
    }

    /** The metrics on its status port. */
    String statusMetrics() throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(statusUrl + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path, "web-key").GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> getAsOperator(String path) throws IOException, InterruptedException {
        return client.send(request(path, "ops-key").GET().build(), BodyHandlers.ofString());
    }

    /** Any path, without a key. */
    HttpResponse<String> getAnywhere(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return client.send(request(path, "web-key").DELETE().build(), BodyHandlers.ofString());
    }

    /** What an operator does to a show. */
    HttpResponse<String> operate(String path) throws IOException, InterruptedException {
        return client.send(
                request(path, "ops-key")
                        .header("Idempotency-Key", path)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String key, String body) throws IOException, InterruptedException {
        return client.send(
                request(path, "web-key")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Creates something as an operator and returns the id of the given name. */
    String create(String path, String body, String idField) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request(path, "ops-key").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return field(response.body(), idField);
    }

    /** A hall of 200 seats in a cinema of its own, and a film. */
    Offer createOffer() throws IOException, InterruptedException {
        String cityId = create("/cities", "{\"name\":\"Ohm\",\"state\":\"NY\",\"lat\":40.5,\"lon\":-73.5}", "cityId");
        String cinemaId = create("/cinemas", "{\"cityId\":\"" + cityId + "\",\"name\":\"Palace\"}", "cinemaId");
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 10; row++) {
            rows.append(row == 0 ? "" : ",")
                    .append("{\"name\":\"R")
                    .append(row)
                    .append("\",\"category\":\"Standard\",\"seats\":20}");
        }
        String hallId = create(
                "/halls",
                "{\"cinemaId\":\"" + cinemaId + "\",\"name\":\"One\",\"sections\":[{\"name\":\"Stalls\",\"rows\":["
                        + rows + "]}]}",
                "hallId");
        String movieId = create("/movies", "{\"title\":\"The Tide\",\"durationMinutes\":100}", "movieId");
        return new Offer(hallId, movieId);
    }

    /** What a show is made of. */
    record Offer(String hallId, String movieId) {}

    String createShow(Offer offer, int holdSeconds) throws IOException, InterruptedException {
        return create(
                "/shows",
                "{\"movieId\":\"" + offer.movieId() + "\",\"hallId\":\"" + offer.hallId()
                        + "\",\"startsAt\":\"2100-01-01T20:00:00.000Z\",\"prices\":{\"Standard\":1500},\"holdSeconds\":"
                        + holdSeconds + ",\"graceSeconds\":0}",
                "showId");
    }

    /** The string in a field of a JSON object. */
    static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    /** SIGKILL: nothing in the process gets to do anything any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running a minute after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }
}
