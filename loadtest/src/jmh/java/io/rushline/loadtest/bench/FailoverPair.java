package io.rushline.loadtest.bench;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.server.Rushline;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A primary and its standby, two processes on one data directory and one port. */
final class FailoverPair implements AutoCloseable {
    static final String WEB_KEY = "bench-web";
    static final String OPERATOR_KEY = "bench-operator";
    private static final int LOG_LINES = 20;
    private static final long SETTLE_MS = 60_000;

    private final ScratchDirectory scratch;
    private final int port;
    private Process primary;
    private @Nullable Process standby;

    private FailoverPair(ScratchDirectory scratch, int port) throws IOException {
        this.scratch = scratch;
        this.port = port;
        primary = launch("serve");
    }

    /** Starts both in a new directory, which is removed at the end. */
    static FailoverPair start() throws IOException, InterruptedException {
        ScratchDirectory scratch = ScratchDirectory.in(null);
        Files.write(
                scratch.path().resolve("keys"),
                List.of(ApiKeys.line("web", Role.WEB, WEB_KEY), ApiKeys.line("operator", Role.OPERATOR, OPERATOR_KEY)));
        FailoverPair pair = new FailoverPair(scratch, freePort());
        try {
            pair.startStandby();
            return pair;
        } catch (IOException | InterruptedException | RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Where whoever is primary answers. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts a standby for the primary, and returns when it has read all there is. */
    void startStandby() throws IOException, InterruptedException {
        await("Rushline is ready", primary);
        Process started = launch("standby", "--status", "0");
        standby = started;
        String said = await("Rushline follows", started);
        ReadyProbe probe = new ReadyProbe(Integer.parseInt(said.substring(said.lastIndexOf(':') + 1)));
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MS);
        while (!isSettled(probe.body())) {
            if (System.nanoTime() > deadlineNs) {
                throw new IOException("the standby does not catch up: " + probe.body());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean isSettled(String status) {
        return status.contains("\"status\":\"following\"")
                && status.contains("\"rehearsed\":true")
                && Pattern.compile("\"lagMs\":\\d?\\d?\\d,").matcher(status).find();
    }

    /** SIGKILL; tells how many milliseconds passed until the port answered readyz with 200 again. */
    double killPrimary() throws IOException {
        ReadyProbe probe = new ReadyProbe(port);
        if (!probe.isReady() || standby == null) {
            throw new IOException("the primary does not answer before it is killed");
        }
        Process successor = standby;
        long killedNs = System.nanoTime();
        primary.destroyForcibly();
        primary = successor;
        standby = null;
        // The killed one may still have answered this once.
        while (!probe.isReady() || probe.answeredNs() - killedNs < 0 || !successor.isAlive()) {
            if (!successor.isAlive() || System.nanoTime() - killedNs > TimeUnit.MILLISECONDS.toNanos(SETTLE_MS)) {
                throw new IOException("the standby does not take over" + logs());
            }
            Thread.onSpinWait();
        }
        return (probe.answeredNs() - killedNs) / 1e6;
    }

    /** What the processes said last. */
    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.list(scratch.path())) {
            for (Path log : all.filter(file -> file.toString().endsWith(".log")).toList()) {
                List<String> lines = Files.readAllLines(log);
                text.append(System.lineSeparator()).append(log.getFileName());
                lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())
                        .forEach(line -> text.append(System.lineSeparator()).append(line));
            }
        }
        return text.toString();
    }

    private Process launch(String name, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Fork.java());
        command.addAll(Fork.options());
        command.add("-Xmx1g");
        command.addAll(List.of("-cp", Fork.classPath(), Rushline.class.getName(), name));
        command.addAll(List.of("--data", scratch.path().resolve("data").toString()));
        command.addAll(List.of("--keys", scratch.path().resolve("keys").toString()));
        command.addAll(List.of("--http", Integer.toString(port), "--binary", "0", "--limits", "off"));
        command.addAll(List.of(options));
        File log = Files.createTempFile(scratch.path(), name, ".log").toFile();
        return new ProcessBuilder(command).redirectError(log).start();
    }

    private String await(String start, Process process) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new IOException("a process ended before it said '" + start + "'" + logs());
    }

    @Override
    public void close() {
        primary.destroyForcibly();
        if (standby != null) {
            standby.destroyForcibly();
        }
        try {
            scratch.close();
        } catch (IOException e) {
            System.err.println("rushline: could not remove " + scratch.path() + ": " + e.getMessage());
        }
    }
}
