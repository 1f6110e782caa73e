package io.rushline.gateway.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's process has in use.
 *
 * @param heapBytes once what is not in use is gone
 * @param residentBytes all of the process
 */
record ProcessMemory(long heapBytes, long residentBytes) {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final Pattern USED = Pattern.compile("total [0-9]+K, used ([0-9]+)K");

    static ProcessMemory of(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        long heapBytes = kilobytes(USED, jcmd(pid, "GC.heap_info"));
        return new ProcessMemory(heapBytes, kilobytes(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))));
    }

    /** What each of so many has added. */
    ProcessMemory eachSince(ProcessMemory before, int count) {
        return new ProcessMemory(
                (heapBytes - before.heapBytes) / count, (residentBytes - before.residentBytes) / count);
    }

    private static long kilobytes(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return Long.parseLong(matcher.group(1)) * 1024;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return said;
    }
}
