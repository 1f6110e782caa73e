package io.rushline.loadtest.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that a benchmark starts, and that ends when it is closed.
 *
 * <p>Caveats: when the benchmark is interrupted, the open {@link ScratchDirectory} ends it; without one it would go on.
 */
final class ServerProcess implements AutoCloseable {
    private static final int START_SECONDS = 30;
    private static final int STOP_SECONDS = 30;
    private static final int CONNECT_MS = 1_000;
    private static final int POLL_MS = 50;

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** One that was started already. */
    static ServerProcess of(Process process) {
        return new ServerProcess(process);
    }

    /** Starts a command that writes to a log, and returns when a port of this machine answers. */
    static ServerProcess start(List<String> command, Path log, int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServerProcess server = new ServerProcess(process);
        try {
            server.awaitPort(port, log);
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(int port, Path log) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isOpen(port)) {
            if (!process.isAlive() || System.nanoTime() > deadlineNs) {
                throw new IOException(
                        "a server did not start: " + Files.readString(log).strip());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks it to end, and ends it when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
