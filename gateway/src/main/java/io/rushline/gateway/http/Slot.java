package io.rushline.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.rushline.engine.hash.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request's place in the order of the answers.
 *
 * <p>Threading: the connection's event loop only.
 */
final class Slot {
    private static final Pattern SANE_REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");

    final String requestId;
    final boolean headOnly;
    final long openedNs;

    /** Whether the connection ends with this answer. */
    boolean close;

    /** Whether the client waits for a word before it sends the body. */
    boolean wantsContinue;

    /** Whether the answer is on its way, so that nothing about it can be changed. */
    boolean written;

    Optional<Exchange> exchange = Optional.empty();

    /** Empty when the head could not be read. */
    Optional<Visit> visit = Optional.empty();

    @Nullable
    Response answer;

    Slot(String requestId, boolean headOnly, long openedNs) {
        this.requestId = requestId;
        this.headOnly = headOnly;
        this.openedNs = openedNs;
    }

    /** Answers 504 in the handler's place when it has taken too long. */
    void refuseWhenLate(long nowNs, long answerTimeoutNs) {
        if (answer == null && exchange.isPresent() && nowNs - openedNs >= answerTimeoutNs) {
            exchange.get().refuseLate();
        }
    }

    /**
     * The id that the client gave its request if it is sane, else one of ours. A request that is repeated under its
     * idempotency key keeps its id, since it must get the same answer to the byte.
     */
    static String requestId(HttpHeaders headers) {
        String given = headers.get(REQUEST_ID);
        if (given != null && SANE_REQUEST_ID.matcher(given).matches()) {
            return given;
        }
        return IdempotencyKey.ifUsable(headers).map(Slot::repeatableRequestId).orElseGet(Slot::newRequestId);
    }

    /** Nothing depends on these being unique, so that a quick hash is enough. */
    private static String repeatableRequestId(String idempotencyKey) {
        byte[] key = idempotencyKey.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits(Fingerprint.of(key, 0, key.length));
    }

    static String newRequestId() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
