package io.rushline.gateway.server;

import io.rushline.journal.append.Durability;
import java.nio.file.Path;

/**
 * What a server is started with.
 *
 * @param data the data directory; made when missing
 * @param bind the address to listen on
 * @param httpPort 0 for any
 * @param keptSnapshots how many snapshots stay when it stops and writes another
 * @param isDemo whether an empty data directory is filled with the demo's catalogue
 */
public record ServerOptions(
        Path data, String bind, int httpPort, Durability durability, int keptSnapshots, boolean isDemo) {}
