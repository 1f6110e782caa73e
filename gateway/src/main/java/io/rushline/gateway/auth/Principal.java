package io.rushline.gateway.auth;

/**
 * Whoever a request comes from: the name that stands beside the key, and its role.
 *
 * @param name as in the key file; also what idempotency keys are kept apart by
 */
public record Principal(String name, Role role) {}
