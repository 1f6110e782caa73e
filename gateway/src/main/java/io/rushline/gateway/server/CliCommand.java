package io.rushline.gateway.server;

/** A picocli command that a module adds to {@code rushline}: found by ServiceLoader, so it needs a public no-arg constructor. */
public interface CliCommand {}
