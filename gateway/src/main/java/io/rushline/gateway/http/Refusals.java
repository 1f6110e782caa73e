package io.rushline.gateway.http;

/** The problems that the wire, the router and authentication themselves answer with. */
final class Refusals {
    static final Problem MALFORMED = Problem.of(400, "MALFORMED", "The request is malformed");
    static final Problem NOT_HTTP = Problem.malformed("This is not HTTP as this server understands it");
    static final Problem KEY_REQUIRED =
            Problem.of(400, "IDEMPOTENCY_KEY_REQUIRED", "This request needs an Idempotency-Key header");
    static final Problem UNAUTHORIZED = Problem.of(401, "UNAUTHORIZED", "A valid API key is needed")
            .header("WWW-Authenticate", "Bearer realm=\"rushline\"");
    static final Problem FORBIDDEN = Problem.of(403, "FORBIDDEN", "This key's role may not do this");
    static final Problem NOT_FOUND = Problem.of(404, "NOT_FOUND", "There is nothing at this path");
    static final Problem METHOD_NOT_ALLOWED =
            Problem.of(405, "METHOD_NOT_ALLOWED", "This path does not take this method");
    static final Problem REQUEST_TIMEOUT = Problem.of(408, "REQUEST_TIMEOUT", "The request did not arrive in time");
    static final Problem CONTENT_TOO_LARGE = Problem.of(413, "CONTENT_TOO_LARGE", "The body is too large");
    static final Problem URI_TOO_LONG = Problem.of(414, "URI_TOO_LONG", "The request line is too long");
    static final Problem UNSUPPORTED_MEDIA_TYPE =
            Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json");
    static final Problem UNSUPPORTED_PATCH = UNSUPPORTED_MEDIA_TYPE
            .detail("The body must be application/merge-patch+json or application/json")
            .header("Accept-Patch", "application/merge-patch+json, application/json");
    static final Problem EXPECTATION_FAILED =
            Problem.of(417, "EXPECTATION_FAILED", "Only the expectation 100-continue is known");
    static final Problem HEADERS_TOO_LARGE = Problem.of(431, "HEADERS_TOO_LARGE", "The headers are too large");
    static final Problem INTERNAL_ERROR = Problem.of(500, "INTERNAL_ERROR", "Something went wrong on our side");
    static final Problem OVERLOADED =
            Problem.of(503, "OVERLOADED", "Too much to do at the moment").retryAfter(1);
    static final Problem NO_ANSWER = Problem.of(504, "NO_ANSWER", "The answer did not come in time");
    static final Problem VERSION_NOT_SUPPORTED =
            Problem.of(505, "HTTP_VERSION_NOT_SUPPORTED", "Only HTTP/1.1 and HTTP/1.0 are spoken here");

    private Refusals() {}
}
