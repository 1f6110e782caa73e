package io.rushline.journal.replay;

import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.JournalQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays a journal, from its start or behind a snapshot. Only the process that holds the data directory may use it.
 *
 * <p>The queue says where excerpts stand; whether they are good, and whether all are there, is judged by our own
 * checksums and sequences. Where the queue knows no further although valid records follow, the journal is corrupt.
 */
public final class JournalReader {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private final Path directory;
    private final Excerpt excerpt = new Excerpt();

    private JournalPosition from = JournalPosition.START;
    private long lastSequence;
    private long lastTimestampMs;
    private long lastEpoch;
    private long commands;
    private long excerpts;

    private long lastIndex = -1;
    private int lastFile;
    private long lastOffset;
    private long endOffset;
    private int excerptsInFile;
    private @Nullable String problem;

    /** A reader of the queue files in a directory, which need not exist. */
    public JournalReader(Path directory) {
        this.directory = directory;
    }

    /**
     * Hands every command to the handler, in order. What the handler saw before an exception must be thrown away.
     *
     * @throws JournalCorruptException when something is missing in front of valid records
     * @throws UncheckedIOException when files can't be read
     */
    public ReplaySummary replay(CommandHandler handler) {
        return replay(JournalPosition.START, handler);
    }

    /**
     * Hands every command behind a position to the handler, as above. Files that end before it are not read; all that is
     * read is checked.
     *
     * @param from where a snapshot was made
     * @throws JournalCorruptException also when the journal ends before that position, or has another command there
     */
    public ReplaySummary replay(JournalPosition from, CommandHandler handler) {
        this.from = from;
        long startedNs = System.nanoTime();
        try {
            List<Path> files = Files.isDirectory(directory) ? JournalQueue.files(directory) : List.of();
            if (files.isEmpty() && from.sequence() > 0) {
                throw new JournalCorruptException(
                        directory, 0, 1, "it is empty, but there is a snapshot of sequence " + from.sequence());
            }
            JournalEnd end = files.isEmpty() ? JournalEnd.OF_NOTHING : replay(files, handler);
            LOG.info(
                    "Replayed {} commands in {} excerpts up to sequence {} in {} ms",
                    commands,
                    excerpts,
                    lastSequence,
                    (System.nanoTime() - startedNs) / 1_000_000);
            return new ReplaySummary(lastSequence, lastTimestampMs, lastEpoch, commands, excerpts, end);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal in " + directory, e);
        }
    }

    private JournalEnd replay(List<Path> files, CommandHandler handler) throws IOException {
        long afterLastMs = JournalQueue.startMs(JournalQueue.cycle(files.get(files.size() - 1)) + 1);
        ReplayStart start = ReplayStart.find(files, from.sequence());
        lastSequence = start.sequenceBefore();
        lastFile = start.file();
        boolean agrees;
        try (SingleChronicleQueue queue = JournalQueue.open(directory, () -> afterLastMs);
                ExcerptTailer tailer = queue.createTailer()) {
            boolean blank = false;
            for (int file = start.file(); file < files.size() && problem == null; file++) {
                blank = JournalQueue.isBlank(files.get(file));
                if (!blank && tailer.moveToCycle(JournalQueue.cycle(files.get(file)))) {
                    replayFile(tailer, files, file, handler);
                }
            }
            // The queue would wait for a header to appear in a blank last file.
            agrees = !blank && queueAgrees(queue, JournalQueue.cycle(files.get(lastFile)));
        }
        JournalEnd end = new JournalTail(files, lastFile, endOffset, excerptsInFile, lastSequence, problem)
                .examine(lastIndex, agrees);
        if (lastSequence < from.sequence()) {
            throw new JournalCorruptException(
                    files.get(lastFile),
                    endOffset,
                    lastSequence + 1,
                    "the journal ends here, but there is a snapshot of sequence " + from.sequence());
        }
        return end;
    }

    /** Whether the queue would append right behind the last excerpt that was read. */
    private boolean queueAgrees(SingleChronicleQueue queue, int cycle) {
        try {
            if (queue.lastIndex() != lastIndex) {
                return false;
            }
            try (SingleChronicleQueueStore store = queue.storeForCycle(cycle, 0, false, null)) {
                return store != null && store.writePosition() == lastOffset;
            }
        } catch (RuntimeException | AssertionError e) {
            LOG.debug("The queue does not know its end", e);
            return false;
        }
    }

    private void replayFile(ExcerptTailer tailer, List<Path> files, int file, CommandHandler handler) {
        int cycle = JournalQueue.cycle(files.get(file));
        while (problem == null) {
            long index;
            long excerptStart;
            long excerptEnd;
            int length;
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return;
                }
                index = document.index();
                Bytes<?> bytes = document.wire().bytes();
                length = (int) Math.min(bytes.readRemaining(), Excerpt.MAX_BYTES);
                excerptStart = bytes.readPosition();
                excerptEnd = excerptStart + bytes.readRemaining();
                excerpt.bytes().clear().limit(length);
                bytes.read(excerpt.bytes());
                excerpt.bytes().clear();
            } catch (RuntimeException | AssertionError e) {
                // Chronicle meets its own damaged structures with exceptions of many types.
                problem = "the queue cannot be read on: " + e;
                return;
            }
            if (JournalQueue.ROLL_CYCLE.toCycle(index) != cycle) {
                // The end mark led into the next file, which has its turn.
                return;
            }
            problem = excerpt.isNewer(length) ? null : excerpt.problem(length);
            if (problem == null) {
                refuseWrong(files.get(file), excerptStart);
                refuseGap(files, file);
                deliver(files.get(file), excerptStart, handler);
                accept(file, index, excerptStart - Integer.BYTES, excerptEnd);
            }
        }
    }

    /** A whole record with wrong content was written so: that is no torn tail, however it stands. */
    private void refuseWrong(Path file, long offset) {
        String wrong = excerpt.contradiction(lastEpoch, lastTimestampMs);
        if (wrong != null) {
            throw new JournalCorruptException(file, offset, lastSequence + 1, wrong);
        }
    }

    private void refuseGap(List<Path> files, int file) {
        if (excerpt.firstSequence() != lastSequence + 1) {
            throw new JournalCorruptException(
                    files.get(lastFile),
                    endOffset,
                    lastSequence + 1,
                    "the next record, in " + files.get(file).getFileName() + ", starts with sequence "
                            + excerpt.firstSequence());
        }
    }

    private void deliver(Path file, long offset, CommandHandler handler) {
        int position = Excerpt.HEADER_BYTES;
        lastEpoch = excerpt.epoch();
        for (int i = 0; i < excerpt.count(); i++) {
            int length = excerpt.commandLength(position);
            lastTimestampMs = excerpt.commandTimestampMs(position);
            lastSequence++;
            if (lastSequence > from.sequence()) {
                commands++;
                handler.onCommand(
                        lastSequence,
                        lastTimestampMs,
                        excerpt.buffer(),
                        position + Excerpt.COMMAND_HEADER_BYTES,
                        length);
            } else if (lastSequence == from.sequence()) {
                refuseForeignSnapshot(file, offset);
            }
            position += Excerpt.COMMAND_HEADER_BYTES + length;
        }
    }

    private void refuseForeignSnapshot(Path file, long offset) {
        if (lastTimestampMs != from.timestampMs() || lastEpoch != from.epoch()) {
            throw new JournalCorruptException(
                    file,
                    offset,
                    lastSequence,
                    "it is of epoch " + lastEpoch + " at " + lastTimestampMs
                            + " ms, but the snapshot made there of epoch " + from.epoch() + " at " + from.timestampMs()
                            + " ms");
        }
    }

    private void accept(int file, long index, long offset, long excerptEnd) {
        excerptsInFile = file == lastFile ? excerptsInFile + 1 : 1;
        lastFile = file;
        lastIndex = index;
        lastOffset = offset;
        endOffset = excerptEnd;
        excerpts++;
    }
}
