package io.rushline.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL on a data directory of its own, with fsync and synchronous commits, on a port of the loopback interface.
 *
 * <p>It refuses to run as root; then it runs as the user {@code postgres}, who owns the directory.
 */
final class PostgresServer implements AutoCloseable {
    private static final String USER = "postgres";

    private final ServerProcess process;
    private final int port;

    private PostgresServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Makes the data directory and starts the server on it.
     *
     * @param programs where {@code initdb} and {@code postgres} are
     * @param directory exists, is empty, and may be entered by everybody
     */
    static PostgresServer start(Path programs, Path directory) throws IOException, InterruptedException {
        boolean isRoot = System.getProperty("user.name").equals("root");
        Path data = Files.createDirectory(directory.resolve("postgres"));
        List<String> prefix = new ArrayList<>();
        if (isRoot) {
            UserPrincipal owner =
                    data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
            Files.setOwner(data, owner);
            prefix.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups", "--"));
        }
        List<String> initialise = new ArrayList<>(prefix);
        initialise.addAll(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data.resolve("data"),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C"));
        Path log = directory.resolve("initdb.log");
        int exitCode = new ProcessBuilder(initialise)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("initdb failed: " + Files.readString(log).strip());
        }
        int port = ServerProcess.freePort();
        List<String> serve = new ArrayList<>(prefix);
        serve.addAll(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.resolve("data").toString(),
                "-p",
                Integer.toString(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "shared_buffers=512MB",
                "max_wal_size=4GB",
                "checkpoint_timeout=30min",
                "max_connections=100",
                "max_pred_locks_per_transaction=256",
                "jit=off")) {
            serve.addAll(List.of("-c", setting));
        }
        return new PostgresServer(ServerProcess.start(serve, directory.resolve("postgres.log"), port), port);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER + "&prepareThreshold=1";
    }

    @Override
    public void close() {
        process.close();
    }
}
