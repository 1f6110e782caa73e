package io.rushline.loadtest;

import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.wire.Target;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Which server, and as which operator. */
final class TargetOptions {
    private static final int TIMEOUT_MAX_SECONDS = 86_400;

    @Option(names = "--url", paramLabel = "URL", description = "The server.")
    String url = "http://127.0.0.1:8080";

    @Option(names = "--operator-key", paramLabel = "KEY", description = "API key with the role operator.")
    String operatorKey = "demo-operator";

    @Option(
            names = "--timeout-seconds",
            paramLabel = "N",
            description = "How long an answer is waited for; then load onsale asks again with the same key, load replay"
                    + " ends when there was none for so long, and load http counts a request as not answered.")
    int timeoutSeconds = 10;

    @Option(names = "--allow-remote", description = "The server need not be on this machine.")
    boolean allowRemote;

    Target checked(Bounds bounds) {
        bounds.within("--timeout-seconds", timeoutSeconds, 1, TIMEOUT_MAX_SECONDS);
        try {
            return Target.of(url, allowRemote);
        } catch (IllegalArgumentException e) {
            throw bounds.wrong("--url: " + e.getMessage());
        }
    }

    void describe(Setup setup) {
        setup.with("url", url).with("timeout-seconds", timeoutSeconds);
    }

    long timeoutMs() {
        return TimeUnit.SECONDS.toMillis(timeoutSeconds);
    }
}
