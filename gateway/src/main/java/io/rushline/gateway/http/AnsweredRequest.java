package io.rushline.gateway.http;

/**
 * What there is to say about a request once its answer is on its way.
 *
 * @param method as it was sent
 * @param path as it was sent, without the query, in which a key may stand
 * @param route the registered path, or empty when none fits
 * @param code of a problem, else empty
 * @param lengthBytes of the answer's body
 * @param tookNs from the request's head to its answer
 */
public record AnsweredRequest(
        Client client,
        String method,
        String path,
        String route,
        int status,
        String code,
        int lengthBytes,
        String requestId,
        long tookNs) {
    static AnsweredRequest of(Visit visit, Slot slot, Response answer) {
        return new AnsweredRequest(
                visit.client(),
                visit.method,
                visit.path,
                visit.route,
                answer.status(),
                answer.code(),
                answer.body().length,
                slot.requestId,
                System.nanoTime() - slot.openedNs);
    }
}
