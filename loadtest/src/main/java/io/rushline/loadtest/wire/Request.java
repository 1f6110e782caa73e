package io.rushline.loadtest.wire;

import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as the load tester makes it.
 *
 * @param target path and query, below the host
 * @param body JSON, or null for none
 * @param idempotencyKey null for none; a repeat of the request carries the same
 * @param ifNoneMatch the tag of what is known already, or null
 * @param longPoll goes over the connections kept for polls, which may be silent for as long as the server likes
 * @param rank among requests that queue for a connection the lowest goes first; equal ones go first come, first served
 * @param timeoutMs from when it is sent to when the whole reply is here; what is no long poll queues for a connection as long at most
 */
public record Request(
        String method,
        String target,
        String apiKey,
        @Nullable String body,
        @Nullable String idempotencyKey,
        @Nullable String ifNoneMatch,
        boolean longPoll,
        long rank,
        long timeoutMs) {

    public static Request get(String target, String apiKey, long timeoutMs) {
        return new Request("GET", target, apiKey, null, null, null, false, 0, timeoutMs);
    }

    public static Request longPoll(String target, String apiKey, long rank, long timeoutMs) {
        return new Request("GET", target, apiKey, null, null, null, true, rank, timeoutMs);
    }

    public static Request post(String target, String apiKey, String body, String idempotencyKey, long timeoutMs) {
        return new Request("POST", target, apiKey, body, idempotencyKey, null, false, 0, timeoutMs);
    }

    public static Request delete(String target, String apiKey, String idempotencyKey, long timeoutMs) {
        return new Request("DELETE", target, apiKey, null, idempotencyKey, null, false, 0, timeoutMs);
    }

    /** The same for who has what this tag stands for; an empty one stands for nothing. */
    public Request ifNoneMatch(String tag) {
        return tag.isEmpty()
                ? this
                : new Request(method, target, apiKey, body, idempotencyKey, tag, longPoll, rank, timeoutMs);
    }
}
