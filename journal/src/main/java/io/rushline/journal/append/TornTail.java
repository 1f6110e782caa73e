package io.rushline.journal.append;

import io.rushline.journal.Disk;
import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.KeptName;
import io.rushline.journal.replay.QueueFileCursor;
import io.rushline.journal.replay.TornFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts what was begun and never completed off the end of a journal.
 *
 * <p>Excerpts, index and write position of a queue file depend on each other, so nothing is erased in place: the good
 * records are copied into a new file, which then takes the torn one's name. The torn file stays beside it as
 * {@code NAME.torn-N}. A crash at any moment leaves either the torn file or the new one under the name, and so does a power
 * loss: the names need not be forced here, since who finds the torn file again cuts it again, and nothing that is
 * appended is acknowledged before the directory is forced.
 */
final class TornTail {
    private static final Logger LOG = LoggerFactory.getLogger(TornTail.class);

    private TornTail() {}

    static void cut(Path directory, List<TornFile> files, Disk disk) throws IOException {
        Path scratch = directory.resolve("cut");
        // From the end, so that a crash in between never leaves a torn file in front of a good one.
        for (int i = files.size() - 1; i >= 0; i--) {
            TornFile torn = files.get(i);
            Path kept = keep(torn.file());
            if (torn.excerpts() == 0) {
                Files.delete(torn.file());
            } else {
                remove(scratch);
                Files.createDirectory(scratch);
                copy(torn, scratch, disk);
                Files.move(scratch.resolve(torn.file().getFileName()), torn.file(), StandardCopyOption.ATOMIC_MOVE);
                remove(scratch);
            }
            LOG.warn(
                    "Cut {} at offset {}, {} excerpts stay; the former file is kept as {}",
                    torn.file(),
                    torn.offset(),
                    torn.excerpts(),
                    kept.getFileName());
        }
    }

    private static Path keep(Path file) throws IOException {
        return Files.createLink(KeptName.of(file, "torn"), file);
    }

    private static void copy(TornFile torn, Path scratch, Disk disk) throws IOException {
        long cycleStartMs = JournalQueue.startMs(JournalQueue.cycle(torn.file()));
        try (QueueFileCursor source = new QueueFileCursor(torn.file());
                SingleChronicleQueue target = JournalQueue.open(scratch, () -> cycleStartMs);
                ExcerptAppender appender = target.createAppender()) {
            Excerpt excerpt = new Excerpt();
            for (int i = 0; i < torn.excerpts(); i++) {
                if (source.look() != QueueFileCursor.State.RECORD) {
                    throw new IOException(
                            torn.file() + " has changed: only " + i + " records are left of " + torn.excerpts());
                }
                source.read(excerpt);
                try (DocumentContext to = appender.writingDocument()) {
                    to.wire().bytes().write(excerpt.buffer().byteArray(), 0, excerpt.lengthBytes());
                }
                source.advance(excerpt.lengthBytes());
            }
        }
        try (Disk.DiskFile made = disk.open(scratch.resolve(torn.file().getFileName()))) {
            made.force(true);
        }
    }

    private static void remove(Path scratch) throws IOException {
        if (Files.notExists(scratch)) {
            return;
        }
        try (var content = Files.list(scratch)) {
            for (Path file : content.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }
}
