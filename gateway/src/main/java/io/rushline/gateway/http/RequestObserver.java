package io.rushline.gateway.http;

/**
 * Hears of each request when its answer is on its way; of those too whose head could be read and that were refused.
 *
 * <p>Threading: called on event loops; must not wait.
 */
@FunctionalInterface
public interface RequestObserver {
    RequestObserver NONE = request -> {};

    void onAnswered(AnsweredRequest request);

    /** Tells this one first, then the other. */
    default RequestObserver and(RequestObserver other) {
        return request -> {
            onAnswered(request);
            other.onAnswered(request);
        };
    }
}
