package io.rushline.gateway.http;

import io.rushline.gateway.tls.TestCertificate;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of HTTP/2 that sends whatever frames a test wants, over TLS. */
public final class RawHttp2 implements Closeable {
    static final int DATA = 0;
    public static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    private static final int PATIENCE_MS = 20_000;
    private static final byte[] GET = {(byte) 0x82};
    private static final byte[] POST = {(byte) 0x83};
    private static final byte[] DELETE = {2, 6, 'D', 'E', 'L', 'E', 'T', 'E'};

    private final SSLSocket socket;
    private final DataInputStream in;

    /** A frame from the server. */
    record Frame(int type, int flags, int stream, ByteBuffer payload) {
        /** The error that a reset or a GOAWAY names. */
        int error() {
            return payload.getInt(type == GOAWAY ? 4 : 0);
        }

        String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        boolean isLast() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }
    }

    RawHttp2(int port, TestCertificate certificate) throws IOException {
        socket = (SSLSocket)
                certificate.client().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals("h2")) {
            throw new IllegalStateException("the server does not speak HTTP/2");
        }
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    public RawHttp2 send(int type, int flags, int stream, byte[] payload) throws IOException {
        socket.getOutputStream().write(frame(type, flags, stream, payload));
        return this;
    }

    RawHttp2 send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** The head of a GET without indexing: method, scheme and whatever follows, by name and value. */
    public static byte[] get(String path, String... more) {
        return head(GET, path, more);
    }

    /** The same of a POST. */
    static byte[] post(String path, String... more) {
        return head(POST, path, more);
    }

    /** The same of a DELETE. */
    public static byte[] delete(String path, String... more) {
        return head(DELETE, path, more);
    }

    /** A head that is as usual, but has of method and path only what it is given, by name and value. */
    static byte[] headOf(String... methodOrPath) {
        return head(new byte[0], methodOrPath, new String[0]);
    }

    private static byte[] head(byte[] method, String path, String... more) {
        return head(method, new String[] {":path", path}, more);
    }

    private static byte[] head(byte[] method, String[] first, String... more) {
        ByteBuffer block = ByteBuffer.allocate(32 * 1024);
        block.put(method).put((byte) 0x87);
        literals(block, first);
        literal(block, ":authority", "127.0.0.1");
        literal(block, "authorization", "Bearer demo-web");
        literals(block, more);
        byte[] bytes = new byte[block.flip().remaining()];
        block.get(bytes);
        return bytes;
    }

    private static void literals(ByteBuffer block, String... fields) {
        for (int i = 0; i < fields.length; i += 2) {
            literal(block, fields[i], fields[i + 1]);
        }
    }

    private static void literal(ByteBuffer block, String name, String value) {
        block.put((byte) 0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteBuffer block, String text) {
        int rest = text.length() - 0x7f;
        if (rest < 0) {
            block.put((byte) text.length());
        } else {
            block.put((byte) 0x7f);
            for (; rest >= 0x80; rest >>>= 7) {
                block.put((byte) (rest | 0x80));
            }
            block.put((byte) rest);
        }
        block.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    Frame next() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
    }

    /** The next frame of this type. */
    Frame next(int type) throws IOException {
        Frame frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /** Reads until the connection ends. */
    void awaitEnd() throws IOException {
        try {
            while (true) {
                next();
            }
        } catch (EOFException | SocketException e) {
            // As it should be.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
