package io.rushline.gateway.reservation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.SocketFactory;

/** A client that releases a hold that nobody has, again and again: each time the engine has to say so. */
final class PushingClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final String request;

    /** @param sequence 0 when there is none */
    record Reply(int status, long sequence, String retryAfter, String body) {}

    PushingClient(SocketFactory sockets, int port, String hold) throws IOException {
        socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        request = "DELETE /api/v1/holds/" + hold
                + "?customer=ann HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-web\r\n\r\n";
    }

    PushingClient push(int count) throws IOException {
        socket.getOutputStream().write(request.repeat(count).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    PushingClient get(String path) throws IOException {
        String head = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    int ping() throws IOException {
        return get("/ping").reply().status();
    }

    Reply reply() throws IOException {
        int status = Integer.parseInt(in.readLine().split(" ", -1)[1]);
        int length = 0;
        long sequence = 0;
        String retryAfter = "";
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "rushline-sequence" -> sequence = Long.parseLong(value);
                case "retry-after" -> retryAfter = value;
                default -> {}
            }
        }
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            read += in.read(body, read, length - read);
        }
        return new Reply(status, sequence, retryAfter, new String(body));
    }

    /** Whether it has left. */
    boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
