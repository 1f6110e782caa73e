package io.rushline.gateway.http;

import io.rushline.gateway.auth.KeyLookup;

/**
 * Who asks, whether he may, and who is told of it: what stands between the wire and the routes.
 *
 * @param keys whose key it is; asked for each request, so that keys may change while the server runs
 * @param cors which pages of others may read what is answered
 */
public record Reception(
        KeyLookup keys, TrustedProxies proxies, Gatekeeper gatekeeper, RequestObserver observer, CorsPolicy cors) {

    /** Believes no proxy, lets everybody in, tells nobody, and no page. */
    public static Reception of(KeyLookup keys) {
        return new Reception(keys, TrustedProxies.NONE, Gatekeeper.OPEN, RequestObserver.NONE, CorsPolicy.NONE);
    }
}
