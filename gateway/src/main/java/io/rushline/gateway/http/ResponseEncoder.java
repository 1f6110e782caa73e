package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Puts an answer into one buffer, head and body, so that it leaves with one write. */
final class ResponseEncoder {
    static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "content-type", "date", "transfer-encoding", "x-request-id");
    private static final int HEAD_BYTES = 512;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static volatile Date lastDate = new Date(0, "");

    private record Date(long epochSecond, String text) {}

    private ResponseEncoder() {}

    /** The caller owns the buffer. */
    static ByteBuf encode(ByteBufAllocator allocator, Slot slot, Response response) {
        boolean bodyAllowed = allowsBody(response);
        boolean bodySent = bodyAllowed && !slot.headOnly;
        ByteBuf out = allocator.ioBuffer(HEAD_BYTES + (bodySent ? response.body().length : 0));
        HttpResponseStatus status = HttpResponseStatus.valueOf(response.status());
        ascii(out, "HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n");
        header(out, "Date", date());
        // A stream ends with its connection.
        if (bodyAllowed && response.stream().isEmpty()) {
            header(out, "Content-Length", Integer.toString(response.body().length));
        }
        if (!response.contentType().isEmpty()) {
            header(out, "Content-Type", response.contentType());
        }
        header(out, "X-Request-Id", slot.requestId);
        for (Header header : response.headers()) {
            header(out, header.name(), header.value());
        }
        if (slot.close) {
            header(out, "Connection", "close");
        }
        ascii(out, "\r\n");
        if (bodySent) {
            out.writeBytes(response.body());
        }
        return out;
    }

    static boolean allowsBody(Response response) {
        return response.status() != 204 && response.status() != 304;
    }

    /** Headers that only the encoder may write, since they frame the answer. */
    static boolean isOwnHeader(String name) {
        return OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static void header(ByteBuf out, String name, String value) {
        ascii(out, name);
        ascii(out, ": ");
        ascii(out, value);
        ascii(out, "\r\n");
    }

    private static void ascii(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    /** The time of now as a header has it. */
    static String date() {
        long epochSecond = System.currentTimeMillis() / 1000;
        Date date = lastDate;
        if (date.epochSecond() != epochSecond) {
            date = new Date(epochSecond, HTTP_DATE.format(Instant.ofEpochSecond(epochSecond)));
            lastDate = date;
        }
        return date.text();
    }
}
