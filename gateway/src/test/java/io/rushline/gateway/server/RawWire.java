package io.rushline.gateway.server;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The binary protocol by hand: frames are written byte by byte, so that they may be wrong. */
final class RawWire implements AutoCloseable {
    static final int COMMANDS = 7471;
    static final int SESSION = 7472;
    static final int LOGON_ACCEPTED = 2;
    static final int LOGON_REFUSED = 3;
    static final int HEARTBEAT = 4;
    static final int GOODBYE = 5;
    static final int PROTOCOL_ERROR = 6;
    static final int COMMAND_REFUSED = 7;

    /** Several times what a server that is well may leave unsaid: its machine may be busy. */
    private static final int PATIENCE_MS = 90_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    RawWire(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A connection that has logged on. */
    static RawWire loggedOn(int port, String key) throws IOException {
        RawWire wire = new RawWire(port);
        wire.send(logon(key));
        Frame answer = wire.receive();
        if (answer.template() != LOGON_ACCEPTED) {
            throw new AssertionError("logged on with " + key + " but got template " + answer.template());
        }
        return wire;
    }

    /** A frame that was received: a message with its header. */
    record Frame(ByteBuffer bytes) {
        int schema() {
            return bytes.getShort(4) & 0xFFFF;
        }

        int template() {
            return bytes.getShort(2) & 0xFFFF;
        }

        boolean is(int schema, int template) {
            return schema() == schema && template() == template;
        }

        /** A byte of the block. */
        int at(int offset) {
            return bytes.get(8 + offset);
        }

        long longAt(int offset) {
            return bytes.getLong(8 + offset);
        }
    }

    static ByteBuffer message(int template, int schema, int version, int blockLength, int room) {
        ByteBuffer message = ByteBuffer.allocate(8 + room).order(LITTLE_ENDIAN);
        return message.putShort((short) blockLength)
                .putShort((short) template)
                .putShort((short) schema)
                .putShort((short) version);
    }

    static byte[] bytes(ByteBuffer message) {
        byte[] bytes = new byte[message.position()];
        message.flip().get(bytes);
        return bytes;
    }

    static byte[] logon(String key) {
        byte[] text = key.getBytes(StandardCharsets.US_ASCII);
        return bytes(
                message(1, SESSION, 0, 4, 64).putInt(0).put((byte) text.length).put(text));
    }

    static byte[] heartbeat() {
        return bytes(message(4, SESSION, 0, 8, 8).putLong(1));
    }

    /** HoldSeats as version 0 of the schema had it, and has it still. */
    static byte[] holdSeats(long requestId, long showId, String customer, int... seats) {
        return holdSeats(1, requestId, showId, customer, seats);
    }

    static byte[] holdSeats(int version, long requestId, long showId, String customer, int... seats) {
        byte[] text = customer.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = message(10, COMMANDS, version, 24, 32 + 4 * seats.length + 1 + text.length);
        message.putLong(0).putLong(requestId).putLong(showId);
        message.putShort((short) 4).putShort((short) seats.length);
        for (int seat : seats) {
            message.putInt(seat);
        }
        return bytes(message.put((byte) text.length).put(text));
    }

    /** Sends a message as a frame. */
    void send(byte[] message) throws IOException {
        sendBytes(frame(message));
    }

    static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(4 + message.length)
                .order(LITTLE_ENDIAN)
                .putInt(message.length)
                .put(message)
                .array();
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next frame that is no heartbeat. */
    Frame receive() throws IOException {
        while (true) {
            int length = Integer.reverseBytes(in.readInt());
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            Frame frame = new Frame(ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN));
            if (!frame.is(SESSION, HEARTBEAT)) {
                return frame;
            }
        }
    }

    /** Whether the server ends the connection; reads what comes before. */
    boolean isEnded() throws IOException {
        try {
            while (true) {
                receive();
            }
        } catch (EOFException | SocketException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
