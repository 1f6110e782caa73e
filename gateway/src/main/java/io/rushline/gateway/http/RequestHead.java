package io.rushline.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.rushline.gateway.auth.Principal;
import io.rushline.gateway.auth.Unsaid;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is known of an admitted request before its body.
 *
 * @param path still percent-encoded, without the query
 * @param parameters of the path, decoded
 * @param principal empty on routes that are open to everybody
 * @param isKeyValid whether the key it came with, if any was needed, is that principal's still
 * @param unsaid what a log does not say of it
 */
record RequestHead(
        Route route,
        String path,
        Map<String, String> parameters,
        Query query,
        HttpHeaders headers,
        Optional<Principal> principal,
        BooleanSupplier isKeyValid,
        Unsaid unsaid) {}
