package io.rushline.gateway.http;

import io.rushline.gateway.auth.Principal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a request so far, while its head is judged.
 *
 * <p>Threading: the connection's event loop only.
 */
final class Visit {
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final Header NO_STORE = new Header(CACHE_CONTROL, "no-store");

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
        // A cache keeps what it is told nothing about, also that there is no such hold, for as long as it likes.
        boolean mayBeKept = (method.equals("GET") || method.equals("HEAD")) && !answer.has(CACHE_CONTROL);
        if (!mayBeKept && headers.isEmpty() && cors.isEmpty()) {
            return answer;
        }
        List<Header> all = new ArrayList<>(answer.headers());
        if (mayBeKept) {
            all.add(NO_STORE);
        }
        all.addAll(headers);
        all.addAll(cors);
        return answer.with(all);
    }

    Client client() {
        return new Client(address, principal);
    }
}
