package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** A server of another version, played by hand: takes one client, and says what the test tells it to. */
final class PlayedServer implements AutoCloseable {
    static final int HEADER_BYTES = 8;

    /** What a field that nobody knows yet may have in it. */
    private static final byte UNKNOWN = (byte) 0xEE;

    private static final int PATIENCE_MS = 20_000;

    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final BinaryClient client =
            BinaryClient.connect(ClientOptions.of("127.0.0.1", listening.getLocalPort(), "key"));
    private final Socket socket = listening.accept();
    private final DataInputStream in = new DataInputStream(socket.getInputStream());

    PlayedServer() throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
    }

    BinaryClient client() {
        return client;
    }

    /** The next message of the client of this template. */
    ByteBuffer receive(int template) throws IOException {
        while (true) {
            byte[] message = new byte[Integer.reverseBytes(in.readInt())];
            in.readFully(message);
            ByteBuffer received = ByteBuffer.wrap(message).order(LITTLE_ENDIAN);
            if (received.getShort(2) == template) {
                return received;
            }
        }
    }

    void send(byte[] message) throws IOException {
        byte[] frame = ByteBuffer.allocate(Integer.BYTES + message.length)
                .order(LITTLE_ENDIAN)
                .putInt(message.length)
                .put(message)
                .array();
        socket.getOutputStream().write(frame);
    }

    /** A message of this version, without its header's length. */
    static byte[] message(ToIntFunction<MutableDirectBuffer> encoder) {
        MutableDirectBuffer buffer = new ExpandableArrayBuffer();
        byte[] message = new byte[HEADER_BYTES + encoder.applyAsInt(buffer)];
        buffer.getBytes(0, message);
        return message;
    }

    /** The message as a later version might have it: with more at the end of its block. */
    static byte[] ofLaterVersion(byte[] message, int moreBytes) {
        int blockEnd =
                HEADER_BYTES + ByteBuffer.wrap(message).order(LITTLE_ENDIAN).getShort(0);
        byte[] later = withMore(message, blockEnd, moreBytes);
        ByteBuffer header = ByteBuffer.wrap(later).order(LITTLE_ENDIAN);
        header.putShort(0, (short) (header.getShort(0) + moreBytes));
        header.putShort(6, (short) 9);
        return later;
    }

    /** The same, and with more in each entry of the group that follows the block. */
    static byte[] ofLaterVersionWithGroup(byte[] message, int moreBytes) {
        byte[] later = ofLaterVersion(message, moreBytes);
        ByteBuffer view = ByteBuffer.wrap(later).order(LITTLE_ENDIAN);
        int group = HEADER_BYTES + view.getShort(0);
        int entryBytes = view.getShort(group);
        int count = view.getShort(group + 2);
        view.putShort(group, (short) (entryBytes + moreBytes));
        for (int i = count; i > 0; i--) {
            later = withMore(later, group + 4 + i * entryBytes, moreBytes);
        }
        return later;
    }

    /** The message as an earlier version might have had it: with less in its block. */
    static byte[] ofVersionZero(byte[] message, int blockLength) {
        ByteBuffer header = ByteBuffer.wrap(message).order(LITTLE_ENDIAN);
        int blockEnd = HEADER_BYTES + header.getShort(0);
        byte[] earlier = Arrays.copyOf(message, HEADER_BYTES + blockLength + message.length - blockEnd);
        System.arraycopy(message, blockEnd, earlier, HEADER_BYTES + blockLength, message.length - blockEnd);
        ByteBuffer.wrap(earlier)
                .order(LITTLE_ENDIAN)
                .putShort(0, (short) blockLength)
                .putShort(6, (short) 0);
        return earlier;
    }

    /** Bytes of a field that comes after all that is known, before a signature. */
    static byte[] withMore(byte[] message, int at, int moreBytes) {
        byte[] longer = Arrays.copyOf(message, message.length + moreBytes);
        System.arraycopy(message, at, longer, at + moreBytes, message.length - at);
        Arrays.fill(longer, at, at + moreBytes, UNKNOWN);
        return longer;
    }

    static byte[] signed(byte[] message, long first, long second) {
        return ByteBuffer.allocate(message.length + 2 * Long.BYTES)
                .order(LITTLE_ENDIAN)
                .put(message)
                .putLong(first)
                .putLong(second)
                .array();
    }

    @Override
    public void close() {
        client.close();
        try {
            socket.close();
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
