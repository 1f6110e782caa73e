package io.rushline.gateway.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of a stream of server-sent events, on a socket of its own. */
final class Events implements AutoCloseable {
    /** Several times what a server that is well may leave unsaid: its machine may be busy. */
    private static final int PATIENCE_MS = 90_000;

    private final Socket socket;
    private final BufferedReader in;
    private final String head;

    /** One event; its data is JSON. */
    record Event(String name, String id, String data) {
        Object at(String path) {
            return JsonValues.at(JsonValues.parse(data.getBytes(StandardCharsets.UTF_8)), path);
        }
    }

    /** Asks for a stream below the API's base, and reads the head of its answer. */
    Events(int port, String path) throws IOException {
        this(port, path, Api.WEB);
    }

    /** Does so with a key. */
    Events(int port, String path, String key) throws IOException {
        this(port, path, key, "");
    }

    /** Does so with more headers, each with its end of line. */
    Events(int port, String path, String key, String headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream()
                .write(("GET /api/v1" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key + "\r\n" + headers
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder lines = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.append(line).append('\n');
        }
        head = lines.toString();
    }

    String head() {
        return head;
    }

    /** The next event; comments are passed over. */
    Event next() throws IOException {
        String name = "";
        String id = "";
        String data = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty() && !name.isEmpty()) {
                return new Event(name, id, data);
            }
            int colon = line.indexOf(": ");
            if (colon > 0) {
                String value = line.substring(colon + 2);
                switch (line.substring(0, colon)) {
                    case "event" -> name = value;
                    case "id" -> id = value;
                    case "data" -> data = value;
                    default -> throw new AssertionError("not a field of an event: " + line);
                }
            }
        }
        throw new AssertionError("the stream has ended");
    }

    /** The names of all events until the end. */
    List<String> drain() throws IOException {
        List<String> names = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("event: ")) {
                names.add(line.substring(7));
            }
        }
        return names;
    }

    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
