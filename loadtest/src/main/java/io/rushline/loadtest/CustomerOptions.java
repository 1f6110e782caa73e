package io.rushline.loadtest;

import picocli.CommandLine.Option;

/** As whom customers ask; a replay has none, since operators and customers share one connection there. */
final class CustomerOptions {
    @Option(names = "--key", paramLabel = "KEY", description = "API key with the role web.")
    String key = "demo-web";
}
