package io.rushline.gateway.server;

import io.rushline.gateway.http.CorsPolicy;
import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.tls.ServerCertificate;
import io.rushline.journal.append.Durability;
import io.rushline.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

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
 * @param cors which pages of others may read what is answered
 * @param accessLog a file that each HTTP request is noted in
 * @param tls the certificate to show, or empty for HTTP without TLS
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
        CorsPolicy cors,
        Optional<Path> accessLog,
        Optional<Supplier<ServerCertificate>> tls,
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
                CorsPolicy.NONE,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public ServerOptions ports(int http, int binary) {
        return new ServerOptions(
                data, bind, http, binary, durability, keptSnapshots, limits, proxies, cors, accessLog, tls, isDemo);
    }

    public ServerOptions limits(LimitOptions otherLimits) {
        return new ServerOptions(
                data,
                bind,
                httpPort,
                binaryPort,
                durability,
                keptSnapshots,
                otherLimits,
                proxies,
                cors,
                accessLog,
                tls,
                isDemo);
    }

    public ServerOptions proxies(TrustedProxies trusted) {
        return new ServerOptions(
                data,
                bind,
                httpPort,
                binaryPort,
                durability,
                keptSnapshots,
                limits,
                trusted,
                cors,
                accessLog,
                tls,
                isDemo);
    }

    public ServerOptions cors(CorsPolicy policy) {
        return new ServerOptions(
                data,
                bind,
                httpPort,
                binaryPort,
                durability,
                keptSnapshots,
                limits,
                proxies,
                policy,
                accessLog,
                tls,
                isDemo);
    }

    public ServerOptions accessLog(Path file) {
        return new ServerOptions(
                data,
                bind,
                httpPort,
                binaryPort,
                durability,
                keptSnapshots,
                limits,
                proxies,
                cors,
                Optional.of(file),
                tls,
                isDemo);
    }

    public ServerOptions tls(Supplier<ServerCertificate> certificate) {
        return new ServerOptions(
                data,
                bind,
                httpPort,
                binaryPort,
                durability,
                keptSnapshots,
                limits,
                proxies,
                cors,
                accessLog,
                Optional.of(certificate),
                isDemo);
    }

    public ServerOptions demo() {
        return new ServerOptions(
                data,
                bind,
                httpPort,
                binaryPort,
                durability,
                keptSnapshots,
                limits,
                proxies,
                cors,
                accessLog,
                tls,
                true);
    }
}
