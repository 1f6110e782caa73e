package io.rushline.gateway.http;

import io.rushline.gateway.auth.Principal;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Whoever sent a request.
 *
 * @param address of the client itself, where a trusted proxy said which one that is; else of the connection's other end
 * @param principal empty as long as no valid key was shown, and where none is needed
 */
public record Client(InetAddress address, Optional<Principal> principal) {}
