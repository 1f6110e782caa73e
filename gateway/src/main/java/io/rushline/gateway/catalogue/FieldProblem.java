package io.rushline.gateway.catalogue;

/**
 * What is wrong with a part of a request.
 *
 * @param field where it stands, for example {@code sections[0].rows[2].seats}
 * @param message what is wrong, in words the sender can act on
 */
public record FieldProblem(String field, String message) {}
