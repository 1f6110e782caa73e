package io.rushline.gateway.http;

import io.rushline.gateway.auth.Principal;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a request so far, while its head is judged.
 *
 * <p>Threading: the connection's event loop only.
 */
final class Visit {
    final InetAddress address;
    final String method;

    /** Without the query. */
    String path = "";

    String route = "";
    Optional<Principal> principal = Optional.empty();

    /** For the answer, whatever it is. */
    List<Header> headers = List.of();

    private final List<Header> cors;

    Visit(InetAddress address, String method, List<Header> cors) {
        this.address = address;
        this.method = method;
        this.cors = cors;
    }

    /** The answer as it leaves. */
    Response complete(Response answer) {
        return answer.plus(headers).plus(cors);
    }

    Client client() {
        return new Client(address, principal);
    }
}
