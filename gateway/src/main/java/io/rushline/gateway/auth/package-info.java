/**
 * Who may ask, and what an answer may give away: keys of web tiers and operators, and signed ids for customers.
 *
 * <p>Invariant: neither a key nor a signature is ever compared in a time that depends on how much of it is right, and
 * nothing here writes a key to a log, a message or an exception.
 */
@NullMarked
package io.rushline.gateway.auth;

import org.jspecify.annotations.NullMarked;
