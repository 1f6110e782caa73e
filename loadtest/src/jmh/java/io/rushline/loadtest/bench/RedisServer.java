package io.rushline.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Redis in a directory of its own, which forces its log to the disk before it answers, on a port of loopback. */
final class RedisServer implements AutoCloseable {
    private final ServerProcess process;
    private final int port;

    private RedisServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static RedisServer start(Path program, Path directory) throws IOException, InterruptedException {
        Path data = Files.createDirectory(directory.resolve("redis"));
        int port = ServerProcess.freePort();
        List<String> command = List.of(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--auto-aof-rewrite-percentage",
                "0",
                "--save",
                "");
        return new RedisServer(ServerProcess.start(command, directory.resolve("redis.log"), port), port);
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
