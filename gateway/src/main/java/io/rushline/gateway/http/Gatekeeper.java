package io.rushline.gateway.http;

import java.util.List;

/**
 * Decides whether a client may ask now.
 *
 * <p>Threading: called on event loops; must not wait.
 */
@FunctionalInterface
public interface Gatekeeper {
    /** Lets everybody in. */
    Gatekeeper OPEN = (client, lane) -> List.of();

    /**
     * Counts a request and lets it in.
     *
     * @return headers for its answer, whatever that will be
     * @throws ProblemException when the client is asked to stay away, or to slow down
     */
    List<Header> admit(Client client, Lane lane);
}
