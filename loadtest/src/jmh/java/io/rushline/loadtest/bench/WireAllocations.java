package io.rushline.loadtest.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the server's threads in this process have allocated so far, by thread. */
final class WireAllocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, Long> bytesByThread;

    private WireAllocations(Map<String, Long> bytesByThread) {
        this.bytesByThread = bytesByThread;
    }

    /** As it is now. */
    static WireAllocations now() {
        Map<String, Long> bytes = new TreeMap<>();
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && isServers(thread.getThreadName())) {
                bytes.merge(thread.getThreadName(), THREADS.getThreadAllocatedBytes(thread.getThreadId()), Long::sum);
            }
        }
        return new WireAllocations(bytes);
    }

    /** All bytes since an earlier moment. */
    long since(WireAllocations earlier) {
        return bytesByThread.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - earlier.bytesByThread.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    /** A line for each thread with its bytes for each command. */
    String table(String when, WireAllocations earlier, long commands) {
        StringBuilder table = new StringBuilder("bytes allocated for each command, by thread, " + when + "\n");
        bytesByThread.forEach((name, bytes) -> {
            double each = (bytes - earlier.bytesByThread.getOrDefault(name, 0L)) / (double) commands;
            table.append(String.format(Locale.ROOT, "%28s %10.2f%n", name, each));
        });
        return table.toString();
    }

    private static boolean isServers(String name) {
        return name.startsWith("rushline-") || name.startsWith("binary-") || name.startsWith("line-watch");
    }
}
