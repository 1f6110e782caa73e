package io.rushline.loadtest.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server on a real socket that answers as a test says, also in ways that no sane server would: with half a reply, with
 * none, or by hanging up.
 *
 * <p>Threading: one thread per connection; the script is called from all of them.
 */
public final class ScriptedServer implements AutoCloseable {
    /** A script's answer: hang up without a word. */
    public static final String HANG_UP = "";

    private final LoopbackListener listener = new LoopbackListener("scripted-server");
    private final Function<Received, @Nullable String> script;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** One request, header names in lower case. */
    public record Received(String method, String target, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** @param script gives the raw reply, {@link #HANG_UP}, or null for silence */
    public ScriptedServer(Function<Received, @Nullable String> script) {
        this.script = script;
        listener.accept(this::serve);
    }

    /** A whole reply with JSON in it. */
    public static String reply(int status, String json, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return head + "content-type: application/json\r\ncontent-length: " + length + "\r\n\r\n" + json;
    }

    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    public Target target() {
        return Target.of(url(), false);
    }

    public List<Received> received() {
        return received;
    }

    public int connectionCount() {
        return connections.get();
    }

    @Override
    public void close() {
        listener.close();
    }

    private void serve(Socket socket) throws IOException {
        connections.incrementAndGet();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (Received request = read(in); request != null; request = read(in)) {
            received.add(request);
            String reply = script.apply(request);
            if (HANG_UP.equals(reply)) {
                return;
            }
            if (reply != null) {
                socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
        }
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        String[] words = first.split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Received(words[0], words[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
