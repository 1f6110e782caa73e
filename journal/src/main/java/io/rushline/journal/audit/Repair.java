package io.rushline.journal.audit;

import io.rushline.journal.Disk;
import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalQueue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Copies what is good of a data directory to another place: the journal up to its first damage, and all that is not
 * derived from the journal.
 *
 * <p>The copy grows under {@code NAME.unfinished} and gets its name when all of it is on disk. The source is only read.
 */
public final class Repair {
    private static final String UNFINISHED = ".unfinished";

    private final Path source;
    private final Path target;
    private final Path unfinished;

    /**
     * A repair that has not begun.
     *
     * @param source a data directory that no process writes to
     * @param target must not exist, or be an empty directory
     */
    public Repair(Path source, Path target) {
        this.source = source;
        this.target = target;
        this.unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
    }

    /**
     * Copies.
     *
     * @return what the scan of the source found; its damage says what is not in the copy
     * @throws FileAlreadyExistsException when something is in the target's place, or a former repair was interrupted
     */
    public ScanReport run(ScanProgress progress) throws IOException {
        if (Files.exists(unfinished) || (Files.exists(target) && !isEmptyDirectory(target))) {
            throw new FileAlreadyExistsException((Files.exists(unfinished) ? unfinished : target).toString());
        }
        Path journal = Files.createDirectories(unfinished.resolve("journal"));
        ScanReport report = copyJournal(journal, progress);
        for (Path file : JournalQueue.files(journal)) {
            force(file);
        }
        Disk.SYSTEM.forceDirectory(journal);
        for (Path each : content(source)) {
            if (isKept(each)) {
                copy(each, unfinished.resolve(each.getFileName()));
            }
        }
        Disk.SYSTEM.forceDirectory(unfinished);
        Files.deleteIfExists(target);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        Path named = target.toAbsolutePath();
        Disk.SYSTEM.forceDirectory(Objects.requireNonNullElse(named.getParent(), named));
        return report;
    }

    private ScanReport copyJournal(Path journal, ScanProgress progress) throws IOException {
        AtomicLong nowMs = new AtomicLong();
        try (SingleChronicleQueue queue = JournalQueue.open(journal, nowMs::get);
                ExcerptAppender appender = queue.createAppender()) {
            ExcerptHandler copying = (excerpt, lengthBytes) -> {
                // The file is chosen as the primary chose it: by the latest timestamp of the batch.
                nowMs.accumulateAndGet(lastTimestampMs(excerpt), Math::max);
                try (DocumentContext document = appender.writingDocument()) {
                    document.wire().bytes().write(excerpt.buffer().byteArray(), 0, lengthBytes);
                }
                return true;
            };
            return new JournalScan(source.resolve("journal"), 0, copying, progress).scan();
        }
    }

    private static long lastTimestampMs(Excerpt excerpt) {
        int position = Excerpt.HEADER_BYTES;
        for (int i = 1; i < excerpt.count(); i++) {
            position += Excerpt.COMMAND_HEADER_BYTES + excerpt.commandLength(position);
        }
        return excerpt.commandTimestampMs(position);
    }

    /** Not the lock, which belongs to a process, nor what a primary derives from the journal by itself. */
    private static boolean isKept(Path file) {
        String name = file.getFileName().toString();
        return !List.of("journal", "lock", "heartbeat", "events", "snapshots").contains(name);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        if (Files.isDirectory(from)) {
            for (Path each : content(from)) {
                copy(each, to.resolve(each.getFileName()));
            }
            Disk.SYSTEM.forceDirectory(to);
        } else {
            force(to);
        }
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        return Files.isDirectory(path) && content(path).isEmpty();
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
