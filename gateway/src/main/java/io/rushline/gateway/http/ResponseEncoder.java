package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Puts an answer into one buffer, head and body, so that it leaves with one write. */
final class ResponseEncoder {
    static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final List<String> OWN_HEADERS =
            List.of("Connection", "Content-Length", "Content-Type", "Date", "Transfer-Encoding", "X-Request-Id");
    private static final int HEAD_BYTES = 512;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Answers are put together here; each event loop has one. */
    private static final FastThreadLocal<StringBuilder> HEAD = new FastThreadLocal<>() {
        @Override
        protected StringBuilder initialValue() {
            return new StringBuilder(HEAD_BYTES);
        }
    };

    private static volatile Date lastDate = new Date(0, "");

    private record Date(long epochSecond, String text) {}

    private ResponseEncoder() {}

    /** The caller owns the buffer. */
    static ByteBuf encode(ByteBufAllocator allocator, Slot slot, Response response) {
        boolean bodyAllowed = allowsBody(response);
        boolean bodySent = bodyAllowed && !slot.headOnly;
        HttpResponseStatus status = HttpResponseStatus.valueOf(response.status());
        StringBuilder head = HEAD.get();
        head.setLength(0);
        head.append("HTTP/1.1 ")
                .append(status.code())
                .append(' ')
                .append(status.reasonPhrase())
                .append("\r\n");
        append(head, "Date", date());
        // A stream ends with its connection.
        if (bodyAllowed && response.stream().isEmpty()) {
            append(head, "Content-Length", Integer.toString(response.body().length));
        }
        if (!response.contentType().isEmpty()) {
            append(head, "Content-Type", response.contentType());
        }
        append(head, "X-Request-Id", slot.requestId);
        for (Header header : response.headers()) {
            append(head, header.name(), header.value());
        }
        if (slot.close) {
            append(head, "Connection", "close");
        }
        byte[] headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuf out = allocator.ioBuffer(headBytes.length + (bodySent ? response.body().length : 0));
        out.writeBytes(headBytes);
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
        for (String own : OWN_HEADERS) {
            if (own.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
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
