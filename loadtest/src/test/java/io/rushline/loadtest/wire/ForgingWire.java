package io.rushline.loadtest.wire;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteOrder;
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
    private final LoopbackListener listener = new LoopbackListener("forging-wire");

    /** Changes what is answered. */
    public interface Forger {
        /** The message begins with its header; what is left alone in it stays true. */
        void forge(int templateId, MutableDirectBuffer message);
    }

    public ForgingWire(int realPort, Forger forger) {
        this.realPort = realPort;
        this.forger = forger;
        listener.accept(this::serve);
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }

    private void serve(Socket client) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), realPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            listener.start(client, from -> passOn(from, server));
            forge(server, client);
        }
    }

    private static void passOn(Socket from, Socket to) throws IOException {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private void forge(Socket from, Socket to) throws IOException {
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
