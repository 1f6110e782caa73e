package io.rushline.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Which process holds the lock on a file, in the words of the kernel.
 *
 * <pre>
 *   1: POSIX  ADVISORY  WRITE 4711 fe:00:2205496 0 EOF        /proc/locks: who, and which device and inode
 *   1: -&gt; POSIX  ADVISORY  WRITE 4712 fe:00:2205496 0 EOF     somebody who waits for it
 * </pre>
 *
 * <p>Source: proc(5). Elsewhere than on Linux nobody is found, and neither is a process of another container.
 */
final class LockHolder {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int PID_COLUMN = 4;
    private static final int FILE_COLUMN = 5;

    private LockHolder() {}

    static OptionalLong of(Path file) throws IOException {
        if (!Files.isReadable(LOCKS)) {
            return OptionalLong.empty();
        }
        String name = name(number(file, "unix:dev"), number(file, "unix:ino"));
        for (String line : Files.readAllLines(LOCKS, StandardCharsets.US_ASCII)) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > FILE_COLUMN && columns[FILE_COLUMN].equals(name)) {
                long pid = Long.parseLong(columns[PID_COLUMN]);
                return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private static long number(Path file, String attribute) throws IOException {
        return Files.getAttribute(file, attribute) instanceof Number number ? number.longValue() : 0;
    }

    /** As the kernel prints it: device numbers in hexadecimal, packed as in a {@code dev_t} of glibc, then the inode. */
    private static String name(long device, long inode) {
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
        long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
        return "%02x:%02x:%d".formatted(major, minor, inode);
    }
}
