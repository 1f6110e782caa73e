package io.rushline.loadtest.bench;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code rushline serve} in a process of its own, on a data directory of its own. */
final class WireServer implements AutoCloseable {
    static final String WEB_KEY = "bench-web";
    static final String OPERATOR_KEY = "bench-operator";

    private static final Pattern HTTP = Pattern.compile("ready at (http://\\S+)");
    private static final Pattern BINARY = Pattern.compile("Binary protocol at \\S+:(\\d+)");

    private final Process process;
    private final ServerProcess running;
    private String url = "";
    private int binaryPort;

    private WireServer(Process process) {
        this.process = process;
        running = ServerProcess.of(process);
    }

    /** Starts it and returns when it says that it is ready. */
    static WireServer start(Path directory, List<String> jvmOptions) throws IOException {
        Path keys = directory.resolve("keys");
        Files.write(
                keys,
                List.of(ApiKeys.line("web", Role.WEB, WEB_KEY), ApiKeys.line("operator", Role.OPERATOR, OPERATOR_KEY)));
        List<String> command = new ArrayList<>();
        command.add(Fork.java());
        command.addAll(Fork.onSaleOptions());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                Fork.classPath(),
                "io.rushline.gateway.server.Rushline",
                "serve",
                "--data",
                directory.resolve("data").toString(),
                "--http",
                "0",
                "--binary",
                "0",
                "--keys",
                keys.toString(),
                "--limits",
                "off"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        WireServer server = new WireServer(process);
        boolean isReady = false;
        try {
            server.readPorts();
            isReady = true;
            return server;
        } finally {
            if (!isReady) {
                server.close();
            }
        }
    }

    String url() {
        return url;
    }

    int binaryPort() {
        return binaryPort;
    }

    @Override
    public void close() {
        running.close();
    }

    private void readPorts() throws IOException {
        // Not closed: the process may go on writing.
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null && binaryPort == 0; line = out.readLine()) {
            Matcher http = HTTP.matcher(line);
            if (http.find()) {
                url = http.group(1);
            }
            Matcher binary = BINARY.matcher(line);
            if (binary.find()) {
                binaryPort = Integer.parseInt(binary.group(1));
                return;
            }
        }
        throw new IOException("the server ended before it was ready");
    }
}
