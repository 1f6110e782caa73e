package io.rushline.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which web pages a browser lets read what is answered: those of some origins, of all, or of none but our own.
 *
 * <p>Nothing is refused here: a browser keeps an answer from a page to which it does not say that it may read it, and
 * whoever has a key may ask without a browser anyway.
 *
 * <p>Threading: immutable. Source: the Fetch standard, section 3.2.
 */
public final class CorsPolicy {
    /** Says nothing. */
    public static final CorsPolicy NONE = new CorsPolicy(false, Map.of());

    private static final String ANY = "*";
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\-\\[\\]:]+");
    private static final String EXPOSED = "Accept-Patch, Allow, ETag, Idempotency-Replayed, Location, RateLimit-Limit, "
            + "RateLimit-Remaining, RateLimit-Reset, Retry-After, Rushline-Sequence, WWW-Authenticate, X-Request-Id";
    private static final String ALLOWED = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, "
            + "X-Idempotency-Key, X-Request-Id";
    private static final String MAX_AGE_SECONDS = "600";
    private static final Header VARY = new Header("Vary", "Origin");

    private final boolean isAny;
    private final Map<String, List<Header>> headers;

    private CorsPolicy(boolean isAny, Map<String, List<Header>> headers) {
        this.isAny = isAny;
        this.headers = headers;
    }

    /**
     * Lets pages of these origins read answers.
     *
     * @param origins such as {@code https://tickets.example}, as browsers write them, or {@code *} for all
     * @throws IllegalArgumentException when one of them is none
     */
    public static CorsPolicy of(List<String> origins) {
        Map<String, List<Header>> headers = new HashMap<>();
        for (String origin : origins) {
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "not an origin such as https://tickets.example, in lower case and without a path: " + origin);
            }
            List<Header> answer = new ArrayList<>();
            answer.add(new Header("Access-Control-Allow-Origin", origin));
            answer.add(new Header("Access-Control-Expose-Headers", EXPOSED));
            if (!origins.contains(ANY)) {
                answer.add(VARY);
            }
            headers.put(origin, List.copyOf(answer));
        }
        return new CorsPolicy(origins.contains(ANY), headers);
    }

    /** What any answer to a request says. */
    List<Header> headers(HttpHeaders request) {
        if (headers.isEmpty()) {
            return List.of();
        }
        if (isAny) {
            // To those too who do not ask: their answer may be kept, and be given to a page.
            return headers.getOrDefault(ANY, List.of());
        }
        String origin = request.get(HttpHeaderNames.ORIGIN);
        // A cache must not give an answer for one origin to another, nor one for none.
        return origin == null ? List.of(VARY) : headers.getOrDefault(origin, List.of(VARY));
    }

    /** What the answer says besides when a browser asks before it sends a request. */
    List<Header> preflightHeaders(HttpHeaders request, String methods) {
        String wanted = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
        String origin = request.get(HttpHeaderNames.ORIGIN);
        if (wanted == null || origin == null || !(isAny || headers.containsKey(origin))) {
            return List.of();
        }
        return List.of(
                new Header("Access-Control-Allow-Methods", methods),
                new Header("Access-Control-Allow-Headers", ALLOWED),
                new Header("Access-Control-Max-Age", MAX_AGE_SECONDS));
    }
}
