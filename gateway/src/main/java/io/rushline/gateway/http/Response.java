package io.rushline.gateway.http;

import java.util.ArrayList;
import java.util.List;

/** An answer before it is put on the wire; an empty content type means no body. */
final class Response {
    private static final byte[] NO_BYTES = {};

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final List<Header> headers;
    private final String code;

    Response(int status, String contentType, byte[] body, List<Header> headers) {
        this(status, contentType, body, headers, "");
    }

    private Response(int status, String contentType, byte[] body, List<Header> headers, String code) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
        this.code = code;
    }

    static Response empty(int status, List<Header> headers) {
        return new Response(status, "", NO_BYTES, headers);
    }

    /** This response with more headers. */
    Response plus(List<Header> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Header> all = new ArrayList<>(headers);
        all.addAll(more);
        return new Response(status, contentType, body, all, code);
    }

    static Response of(Problem problem, String requestId) {
        return new Response(
                problem.status(), Problem.CONTENT_TYPE, problem.toJson(requestId), problem.headers(), problem.code());
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

    /** The code of a problem, else empty. */
    String code() {
        return code;
    }

    List<Header> headers() {
        return headers;
    }
}
