package io.rushline.gateway.http;

/** The code behind a route. */
@FunctionalInterface
public interface Handler {
    /**
     * Takes a request whose body is complete, and answers it now or later through the exchange.
     *
     * <p>Runs on the connection's event loop and so must not wait, unless its route has an executor of its own.
     *
     * @throws ProblemException to answer with a problem
     * @throws Exception anything else is logged and answered with 500
     */
    void handle(Exchange exchange) throws Exception;
}
