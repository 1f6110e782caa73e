package io.rushline.gateway.limit;

/**
 * A client or customer was locked out.
 *
 * @param alertId counts from 1, since the server's start
 * @param who for people: a customer, or the name of a key and an address
 * @param count offences within the window
 */
public record Alert(long alertId, long raisedAtMs, Offence offence, String who, int count, long lockedUntilMs) {}
