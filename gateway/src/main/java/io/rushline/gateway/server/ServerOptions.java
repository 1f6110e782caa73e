package io.rushline.gateway.server;

import io.rushline.engine.EngineLimits;
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
 * @param engine what the engine keeps at most
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
        EngineLimits engine,
        LimitOptions limits,
        TrustedProxies proxies,
        CorsPolicy cors,
        Optional<Path> accessLog,
        Optional<Supplier<ServerCertificate>> tls,
        boolean isDemo) {

    /**
     * Begins with the loopback address and any free ports, as much in the engine as the heap has room for, no limits on
     * clients and no demo.
     */
    public static Builder on(Path data, Durability durability) {
        return new Builder(data, durability);
    }

    /** Options while they are put together; each method changes one and returns this. */
    public static final class Builder {
        private final Path data;
        private final Durability durability;
        private String bind = "127.0.0.1";
        private int httpPort;
        private int binaryPort;
        private int keptSnapshots = SnapshotStore.DEFAULT_KEPT;
        private EngineLimits engine = EngineMemory.limits(Runtime.getRuntime().maxMemory());
        private LimitOptions limits = LimitOptions.OFF;
        private TrustedProxies proxies = TrustedProxies.NONE;
        private CorsPolicy cors = CorsPolicy.NONE;
        private Optional<Path> accessLog = Optional.empty();
        private Optional<Supplier<ServerCertificate>> tls = Optional.empty();
        private boolean isDemo;

        private Builder(Path data, Durability durability) {
            this.data = data;
            this.durability = durability;
        }

        public Builder bind(String address) {
            bind = address;
            return this;
        }

        public Builder ports(int http, int binary) {
            httpPort = http;
            binaryPort = binary;
            return this;
        }

        public Builder keptSnapshots(int count) {
            keptSnapshots = count;
            return this;
        }

        public Builder engine(EngineLimits bounds) {
            engine = bounds;
            return this;
        }

        public Builder limits(LimitOptions ofClients) {
            limits = ofClients;
            return this;
        }

        public Builder proxies(TrustedProxies trusted) {
            proxies = trusted;
            return this;
        }

        public Builder cors(CorsPolicy policy) {
            cors = policy;
            return this;
        }

        public Builder accessLog(Optional<Path> file) {
            accessLog = file;
            return this;
        }

        public Builder tls(Optional<Supplier<ServerCertificate>> certificate) {
            tls = certificate;
            return this;
        }

        public Builder demo(boolean shallBeFilled) {
            isDemo = shallBeFilled;
            return this;
        }

        public ServerOptions build() {
            return new ServerOptions(
                    data,
                    bind,
                    httpPort,
                    binaryPort,
                    durability,
                    keptSnapshots,
                    engine,
                    limits,
                    proxies,
                    cors,
                    accessLog,
                    tls,
                    isDemo);
        }
    }
}
