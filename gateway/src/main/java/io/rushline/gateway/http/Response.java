package io.rushline.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer before it is put on the wire; an empty content type means no body. */
final class Response {
    private static final byte[] NO_BYTES = {};

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final List<Header> headers;
    private final String code;
    private final Optional<EventStream> stream;

    Response(int status, String contentType, byte[] body, List<Header> headers) {
        this(status, contentType, body, headers, "", Optional.empty());
    }

    private Response(
            int status,
            String contentType,
            byte[] body,
            List<Header> headers,
            String code,
            Optional<EventStream> stream) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
        this.code = code;
        this.stream = stream;
    }

    static Response empty(int status, List<Header> headers) {
        return new Response(status, "", NO_BYTES, headers);
    }

    /** An answer whose body is what the stream will bring. */
    static Response of(EventStream stream, List<Header> headers) {
        return new Response(200, EventStream.CONTENT_TYPE, NO_BYTES, List.copyOf(headers), "", Optional.of(stream));
    }

    /** This response with more headers. */
    Response plus(List<Header> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return with(all);
    }

    /** This response with these headers in place of its own. */
    Response with(List<Header> all) {
        return new Response(status, contentType, body, all, code, stream);
    }

    static Response of(Problem problem, String requestId) {
        return new Response(
                problem.status(),
                Problem.CONTENT_TYPE,
                problem.toJson(requestId),
                problem.headers(),
                problem.code(),
                Optional.empty());
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    Optional<EventStream> stream() {
        return stream;
    }

    /** The code of a problem, else empty. */
    String code() {
        return code;
    }

    List<Header> headers() {
        return headers;
    }

    /** Whether there is a header of this name, whatever its case. */
    boolean has(String headerName) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(headerName)) {
                return true;
            }
        }
        return false;
    }
}
