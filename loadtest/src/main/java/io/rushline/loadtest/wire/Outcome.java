package io.rushline.loadtest.wire;

/** What became of a request that was sent: a {@link Reply} or a {@link Failure}. */
public sealed interface Outcome permits Reply, Failure {}
