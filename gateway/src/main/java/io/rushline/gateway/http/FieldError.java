package io.rushline.gateway.http;

/**
 * What is wrong with one part of a request.
 *
 * @param field where, in the sender's words: {@code seats[3]}, {@code sections[0].name}, or a seat
 * @param detail what, as the rest of a sentence that begins with the field
 */
public record FieldError(String field, String detail) {}
