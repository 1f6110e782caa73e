package io.rushline.loadtest.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a port for {@code /readyz}, with a new connection each time, so that no dead one is ever waited for. */
final class ReadyProbe {
    private static final int TIMEOUT_MS = 2_000;
    private static final byte[] REQUEST =
            "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress address;
    private String answer = "";
    private long answeredNs;

    ReadyProbe(int port) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Asks, and tells whether the answer is 200; false as well when there is none. */
    boolean isReady() {
        answer = ask();
        answeredNs = System.nanoTime();
        return answer.startsWith("HTTP/1.1 200");
    }

    /** Asks, and returns the whole answer, empty when there is none. */
    String body() {
        answer = ask();
        return answer;
    }

    /** When the last answer was there. */
    long answeredNs() {
        return answeredNs;
    }

    private String ask() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(address, TIMEOUT_MS);
            socket.getOutputStream().write(REQUEST);
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
