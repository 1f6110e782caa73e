package io.rushline.loadtest.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How a JVM for measuring is started: with this one's class path, and with the options that the launcher gives. The
 * manifest of the jar opens the same packages, but only for {@code java -jar}.
 */
final class Fork {
    private static final List<String> ALWAYS = List.of(
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "-Dio.netty.leakDetection.level=disabled");
    /** An eighth of the machine's memory at the start, in huge pages, as docs/operating.md tells who expects an on-sale. */
    private static final List<String> ON_SALE =
            List.of("-XX:InitialRAMPercentage=12.5", "-XX:+AlwaysPreTouch", "-XX:+UseTransparentHugePages");

    private static final int FIRST_TO_ASK_FOR_LEAVE = 24;

    private Fork() {}

    static List<String> options() {
        List<String> options = new ArrayList<>(ALWAYS);
        if (Runtime.version().feature() >= FIRST_TO_ASK_FOR_LEAVE) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    /** The options of a server that is started for an on-sale: it has its memory before the first customer, in huge pages. */
    static List<String> onSaleOptions() {
        List<String> options = options();
        options.addAll(ON_SALE);
        return options;
    }

    static String java() {
        return System.getProperty("java.home") + "/bin/java";
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
