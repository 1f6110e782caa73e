package io.rushline.loadtest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@link BareHttp} in a process of its own. */
final class BareServer implements AutoCloseable {
    private static final String READY = "ready at ";

    private final ServerProcess running;
    private final int port;

    private BareServer(ServerProcess running, int port) {
        this.running = running;
        this.port = port;
    }

    /** @param samples the directory with the bytes to answer */
    static BareServer start(Path samples, int eventLoops) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Fork.java());
        command.addAll(Fork.onSaleOptions());
        command.addAll(List.of(
                "-cp", Fork.classPath(), BareHttp.class.getName(), samples.toString(), Integer.toString(eventLoops)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ServerProcess running = ServerProcess.of(process);
        // Not closed: that would end the process's output.
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new BareServer(running, Integer.parseInt(line.substring(READY.length())));
            }
        }
        running.close();
        throw new IOException("the bare server ended before it was ready");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        running.close();
    }
}
