package io.rushline.loadtest.wire;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A server in front of a real one that passes on the frames of the binary protocol, and forges those that it answers.
 *
 * <p>Threading: two threads per connection; the forger is called from one of each.
 */
public final class ForgingWire implements AutoCloseable {
    private final int realPort;
    private final Forger forger;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Changes what is answered. */
    public interface Forger {
        /** The message begins with its header; what is left alone in it stays true. */
        void forge(int templateId, MutableDirectBuffer message);
    }

    public ForgingWire(int realPort, Forger forger) {
        this.realPort = realPort;
        this.forger = forger;
        try {
            listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
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

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // One of both sides has hung up.
                    }
                },
                "forging-wire");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), realPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(server);
            start(() -> passOn(client, server));
            start(() -> forge(server, client));
        }
    }

    private static void passOn(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private void forge(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            DataInputStream frames = new DataInputStream(new BufferedInputStream(from.getInputStream()));
            OutputStream out = to.getOutputStream();
            while (true) {
                int length = Integer.reverseBytes(frames.readInt());
                byte[] frame = new byte[Integer.BYTES + length];
                UnsafeBuffer message = new UnsafeBuffer(frame, Integer.BYTES, length);
                frames.readFully(frame, Integer.BYTES, length);
                new UnsafeBuffer(frame).putInt(0, length, ByteOrder.LITTLE_ENDIAN);
                forger.forge(new MessageHeaderDecoder().wrap(message, 0).templateId(), message);
                out.write(frame);
            }
        }
    }
}
