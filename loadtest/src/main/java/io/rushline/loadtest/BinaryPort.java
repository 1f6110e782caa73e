package io.rushline.loadtest;

import io.rushline.loadtest.report.Setup;
import picocli.CommandLine.Option;

/** Where the server speaks the binary protocol. */
final class BinaryPort {
    private static final int PORT_MAX = 65_535;

    @Option(names = "--binary-port", paramLabel = "PORT", description = "Where the server speaks the binary protocol.")
    int port = 7070;

    void describe(Setup setup) {
        setup.with("binary-port", port);
    }

    void check(Bounds bounds) {
        bounds.within("--binary-port", port, 1, PORT_MAX);
    }
}
