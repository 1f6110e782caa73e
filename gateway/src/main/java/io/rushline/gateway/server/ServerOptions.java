package io.rushline.gateway.server;

import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.journal.append.Durability;
import io.rushline.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param data the data directory; made when missing
 * @param bind the address to listen on
 * @param httpPort 0 for any
 * @param binaryPort of the binary protocol, 0 for any
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
        int binaryPort,
        Durability durability,
        int keptSnapshots,
        LimitOptions limits,
        TrustedProxies proxies,
        Optional<Path> accessLog,
        boolean isDemo) {
    /** On the loopback address and any free ports, with no limits on clients and no demo. */
    public static ServerOptions local(Path data, Durability durability) {
        return new ServerOptions(
                data,
                "127.0.0.1",
                0,
                0,
                durability,
                SnapshotStore.DEFAULT_KEPT,
                LimitOptions.OFF,
                TrustedProxies.NONE,
                Optional.empty(),
                false);
    }
}
