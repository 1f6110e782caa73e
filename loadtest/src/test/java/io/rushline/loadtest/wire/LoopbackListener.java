package io.rushline.loadtest.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A port on loopback, and the threads and sockets of those who connect to it, until it is closed.
 *
 * <p>Threading: any; what it starts runs on threads of its own.
 */
final class LoopbackListener implements AutoCloseable {
    private final String name;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What is done with a socket; it ends when either side hangs up. */
    interface Serving {
        void serve(Socket socket) throws IOException;
    }

    private interface Task {
        void run() throws IOException;
    }

    /** @param name of its threads */
    LoopbackListener(String name) {
        this.name = name;
        try {
            listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Serves each who connects on a thread of its own. */
    void accept(Serving serving) {
        run(() -> {
            while (!listener.isClosed()) {
                start(listener.accept(), serving);
            }
        });
    }

    /** Serves a socket on a thread of its own, and closes it then, or when this is closed. */
    void start(Socket socket, Serving serving) {
        sockets.add(socket);
        run(() -> {
            try (socket) {
                serving.serve(socket);
            }
        });
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // Closed, as the test wants it, or the other side has hung up.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
