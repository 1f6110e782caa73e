package io.rushline.gateway.http;

import io.rushline.gateway.auth.Principal;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who asks, whether he may, and who is told of it: what stands between the wire and the routes.
 *
 * @param keys whose key it is; asked for each request, so that keys may change while the server runs
 */
public record Reception(
        Function<String, Optional<Principal>> keys,
        TrustedProxies proxies,
        Gatekeeper gatekeeper,
        RequestObserver observer) {

    /** Believes no proxy, lets everybody in, tells nobody. */
    public static Reception of(Function<String, Optional<Principal>> keys) {
        return new Reception(keys, TrustedProxies.NONE, Gatekeeper.OPEN, RequestObserver.NONE);
    }
}
