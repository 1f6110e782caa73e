package io.rushline.gateway.auth;

import java.util.Optional;

/**
 * Knows whose key it is.
 *
 * <p>Threading: any thread; the answer may change from one call to the next.
 */
@FunctionalInterface
public interface KeyLookup {
    /** Takes as long for a wrong key as for a right one. */
    Optional<Principal> find(KeyHash hash);

    /** Whose key it is. */
    default Optional<Principal> find(String key) {
        return find(KeyHash.of(key));
    }
}
