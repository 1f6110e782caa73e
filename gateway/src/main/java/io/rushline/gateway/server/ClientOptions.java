package io.rushline.gateway.server;

import io.rushline.gateway.http.CorsPolicy;
import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.limit.LimitOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of {@code serve} about clients: what they are held to, and how they are told apart. */
final class ClientOptions {
    @Option(
            names = "--limits",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "off: no rate limits, no lock-outs and no bound on the connections of an address, for load tests (${DEFAULT-VALUE}).")
    private Switch limits = Switch.ON;

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            preprocessor = PairCheck.class,
            description = "Another value for a limit, such as address-commands=50:100 (a second, and at once).")
    private Map<String, String> limit = new LinkedHashMap<>();

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            description = "A network whose proxies are believed when they say where a request came from.")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--proxy-header",
            paramLabel = "HEADER",
            defaultValue = "X-Forwarded-For",
            description = "The header in which they say it: X-Forwarded-For or Forwarded (${DEFAULT-VALUE}).")
    private String proxyHeader = "X-Forwarded-For";

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            description =
                    "An origin whose pages may use the API from a browser, such as https://tickets.example, or *.")
    private List<String> corsOrigins = List.of();

    /** Whether something is done. */
    enum Switch {
        ON,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException saying which option is wrong */
    LimitOptions limits(boolean isDemo) {
        LimitOptions options = (isDemo ? LimitOptions.DEMO : LimitOptions.SERVER).on(limits == Switch.ON);
        for (Map.Entry<String, String> entry : limit.entrySet()) {
            options = options.with(entry.getKey(), entry.getValue());
        }
        return options;
    }

    /** @throws IllegalArgumentException saying which option is wrong */
    CorsPolicy cors() {
        return corsOrigins.isEmpty() ? CorsPolicy.NONE : CorsPolicy.of(corsOrigins);
    }

    /** @throws IllegalArgumentException saying which option is wrong */
    TrustedProxies proxies() {
        return TrustedProxies.of(trustedProxies, TrustedProxies.Style.of(proxyHeader));
    }
}
