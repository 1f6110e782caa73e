package io.rushline.gateway.server;

import io.rushline.journal.append.Durability;
import java.nio.file.Path;

/**
 * What a server is started with.
 *
 * @param data the data directory; made when missing
 * @param bind the address to listen on
 * @param httpPort 0 for any
 * @param binaryPort of the binary protocol, 0 for any
 * @param isDemo whether an empty data directory is filled with the demo's catalogue
 */
public record ServerOptions(
        Path data, String bind, int httpPort, int binaryPort, Durability durability, boolean isDemo) {}
