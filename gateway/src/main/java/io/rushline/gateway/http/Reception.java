package io.rushline.gateway.http;

import io.rushline.gateway.auth.KeyLookup;

/**
 * Who asks, whether he may, and who is told of it: what stands between the wire and the routes.
 *
 * @param keys whose key it is; asked for each request, so that keys may change while the server runs
 */
public record Reception(KeyLookup keys, TrustedProxies proxies, Gatekeeper gatekeeper, RequestObserver observer) {

    /** Believes no proxy, lets everybody in, tells nobody. */
    public static Reception of(KeyLookup keys) {
        return new Reception(keys, TrustedProxies.NONE, Gatekeeper.OPEN, RequestObserver.NONE);
    }
}
