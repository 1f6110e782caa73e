package io.rushline.loadtest.wire;

/**
 * A whole reply.
 *
 * @param status HTTP's; for a reply over the binary protocol, that which says the same
 * @param sequence the header {@code Rushline-Sequence}, or -1 when there is none
 * @param retryAfterMs the header {@code Retry-After}, or 0
 * @param etag the header {@code ETag}, or empty
 * @param sentNs {@link System#nanoTime()} when the request went out
 * @param receivedNs {@link System#nanoTime()} when the last byte of the reply was here
 */
public record Reply(
        int status, Answer answer, long sequence, long retryAfterMs, String etag, long sentNs, long receivedNs)
        implements Outcome {
    public static final long NO_SEQUENCE = -1;

    private static final int NOT_MODIFIED = 304;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** A reply without a tag. */
    public Reply(int status, Answer answer, long sequence, long retryAfterMs, long sentNs, long receivedNs) {
        this(status, answer, sequence, retryAfterMs, "", sentNs, receivedNs);
    }

    /** The same reply, read in another way. */
    public Reply with(Answer other) {
        return new Reply(status, other, sequence, retryAfterMs, etag, sentNs, receivedNs);
    }

    public boolean succeeded() {
        return (status >= 200 && status < 300) || status == NOT_MODIFIED;
    }

    /** Whether the server had no room for the request, and may have some later. */
    public boolean putsOff() {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    /** Whether the server has decided against the request: other errors leave open what becomes of it. */
    public boolean refuses() {
        return status >= 400 && status < 500 && !putsOff();
    }

    /** The sequence in the body, or else in the header, or else {@link #NO_SEQUENCE}. */
    public long bestSequence() {
        return answer.number("sequence", sequence);
    }

    /** The status, with the problem's code behind it if there is one: {@code 409 JOIN_LINE}. */
    public String label() {
        String code = answer.text("code");
        return code.isEmpty() || succeeded() ? Integer.toString(status) : status + " " + code;
    }
}
