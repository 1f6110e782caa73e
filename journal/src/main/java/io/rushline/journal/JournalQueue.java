package io.rushline.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.TableStore;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import net.openhft.chronicle.threads.BusyTimedPauser;

/**
 * The Chronicle queue of a journal, opened as this project wants it: hourly files, mapped in small blocks, never synced
 * by Chronicle itself.
 *
 * <p>Caveats: Chronicle's own write lock lives in {@code metadata.cq4t} and stays behind when its holder is killed, and
 * the next writer waits for its timeout, or for good when the process id is in use again. The lock on the data directory
 * says more, so the stale one is opened by force.
 */
public final class JournalQueue {
    /** An hour bounds what must be copied when a tail is cut, and is what retention can drop at a time. */
    public static final RollCycle ROLL_CYCLE = RollCycles.FAST_HOURLY;

    /** A quarter of it bounds an excerpt, and files grow by it; sparsely, so that an idle hour takes some pages only. */
    public static final int BLOCK_BYTES = 16 * 1024 * 1024;

    private static final Pattern FILE_NAME = Pattern.compile("\\d{8}-\\d{2}F\\.cq4");
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HH'F.cq4'", Locale.ROOT);
    private static final String METADATA_FILE = "metadata.cq4t";
    private static final long LOCK_TIMEOUT_MS = 1_000;

    static {
        // There is no other way to keep the banner, mail-list advice and timing remarks out of the server's log.
        for (String name :
                List.of("chronicle.announcer.disable", "chronicle.disk.monitor.disable", "disable.perf.info")) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, "true");
            }
        }
        SingleChronicleQueueBuilder.addAliases();
    }

    private JournalQueue() {}

    /**
     * Opens the queue for the process that holds the data directory.
     *
     * @param clock decides the file that an append goes to
     */
    public static SingleChronicleQueue open(Path directory, TimeProvider clock) throws IOException {
        Path metadata = directory.resolve(METADATA_FILE);
        if (Files.exists(metadata)) {
            if (isBlank(metadata)) {
                // A power loss took what was never forced. It can be told from the queue files again.
                Files.delete(metadata);
            } else {
                unlock(metadata);
            }
        }
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(ROLL_CYCLE)
                .blockSize(BLOCK_BYTES)
                .syncMode(SyncMode.NONE)
                .timeProvider(clock)
                .timeoutMS(LOCK_TIMEOUT_MS)
                .build();
    }

    /** The queue files in the order of time. */
    public static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file ->
                            FILE_NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The number of a queue file's hour since 1970. */
    public static int cycle(Path file) {
        long startMs = LocalDateTime.parse(file.getFileName().toString(), FILE_TIME)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        return (int) (startMs / ROLL_CYCLE.lengthInMillis());
    }

    /** When an hour starts. */
    public static long startMs(int cycle) {
        return (long) cycle * ROLL_CYCLE.lengthInMillis();
    }

    /** Whether a queue file lacks even its own first header: it was made, and the power failed before it was forced. */
    public static boolean isBlank(Path file) throws IOException {
        return firstWord(file) == 0;
    }

    /** The file beside the queue files in which Chronicle keeps its settings and its lock. */
    public static Path metadata(Path directory) {
        return directory.resolve(METADATA_FILE);
    }

    private static void unlock(Path metadata) {
        try (TableStore<?> store = SingleTableBuilder.binary(metadata.toFile(), Metadata.NoMeta.INSTANCE)
                        .readOnly(false)
                        .build();
                TableStoreWriteLock writeLock = new TableStoreWriteLock(store, BusyTimedPauser::new, LOCK_TIMEOUT_MS)) {
            writeLock.forceUnlock();
        }
    }

    private static int firstWord(Path file) throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Integer.BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(word, 0);
        }
        return word.getInt(0);
    }
}
