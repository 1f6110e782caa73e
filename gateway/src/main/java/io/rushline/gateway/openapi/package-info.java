/**
 * The description of the HTTP API for programs, OpenAPI 3.1.
 *
 * <p>Invariant: it names exactly the routes that there are, and answers are as it says; tests hold both.
 */
@NullMarked
package io.rushline.gateway.openapi;

import org.jspecify.annotations.NullMarked;
