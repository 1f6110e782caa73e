package io.rushline.gateway.server;

import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.journal.append.Durability;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param data the data directory; made when missing
 * @param bind the address to listen on
 * @param httpPort 0 for any
 * @param keptSnapshots how many snapshots stay when it stops and writes another
 * @param limits what clients are held to
 * @param proxies whose word is taken for where a request came from
 * @param accessLog a file that each HTTP request is noted in
 * @param isDemo whether an empty data directory is filled with the demo's catalogue
 */
public record ServerOptions(
        Path data,
        String bind,
        int httpPort,
        Durability durability,
        int keptSnapshots,
        LimitOptions limits,
        TrustedProxies proxies,
        Optional<Path> accessLog,
        boolean isDemo) {}
