package io.rushline.loadtest.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection over which requests are written as they are and answers are taken as they come, to the byte. */
final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: (\\d+)");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;
    private final int port;

    RawHttp(int port) throws IOException {
        this.port = port;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        in = socket.getInputStream();
    }

    /**
     * The whole answer to a request.
     *
     * @param headers besides Host and Content-Length, each with its line end
     */
    byte[] send(String method, String path, String headers, String body) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        String request = String.format(
                Locale.ROOT,
                "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s\r\n%s",
                method,
                path,
                port,
                headers,
                length,
                body);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (!answer.toString(US_ASCII).endsWith(END_OF_HEAD)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server ended the connection after: " + answer.toString(US_ASCII));
            }
            answer.write(next);
        }
        Matcher contentLength = LENGTH.matcher(answer.toString(US_ASCII));
        if (contentLength.find()) {
            answer.write(in.readNBytes(Integer.parseInt(contentLength.group(1))));
        }
        return answer.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
