package io.rushline.journal.append;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.Disk;
import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.pipeline.CommandJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends batches of commands to the journal: one excerpt and one force for each {@link #commit()}.
 *
 * <p>A batch that outgrows one excerpt is written in several, each forced before the next is begun: after a power loss
 * only the last excerpt of a journal can be torn.
 *
 * <p>Threading: one thread opens it, one thread at a time uses it. Neither may be interrupted: that closes the files.
 *
 * <p>Allocation: none per command or batch; some when the queue goes on to the next hour's file.
 *
 * <p>Caveats: a failure is final. After a failed force nobody knows what is on disk, so every later call throws.
 */
public final class JournalWriter implements CommandJournal, AutoCloseable {
    /** So many small commands end an excerpt, so that replay and audit work in bounded steps. */
    static final int MAX_COMMANDS = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private final Path directory;
    private final Durability durability;
    private final long epoch;
    private final RollClock clock;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final QueueFileForcer forcer;
    private final ReservedSpace space;
    private final Excerpt excerpt = Excerpt.direct();

    private int cycle = Integer.MIN_VALUE;
    private int reservedCycle = Integer.MIN_VALUE;
    private long fileEnd;
    private long lastSequence;
    private long lastTimestampMs;
    private int count;
    private int position = Excerpt.HEADER_BYTES;
    private boolean failed;

    private JournalWriter(
            Path directory, Durability durability, long epoch, RollClock clock, ReplaySummary from, Disk disk)
            throws IOException {
        this.directory = directory;
        this.durability = durability;
        this.epoch = epoch;
        this.clock = clock;
        forcer = new QueueFileForcer(directory, disk);
        space = new ReservedSpace(directory, disk);
        lastSequence = from.lastSequence();
        lastTimestampMs = from.lastTimestampMs();
        queue = JournalQueue.open(directory, clock);
        boolean opened = false;
        try {
            requireSameEnd(from);
            appender = queue.createAppender();
            opened = true;
        } finally {
            if (!opened) {
                queue.close();
            }
        }
    }

    /** The queue library finds its way by an index of its own between the records, which a replay does not need. */
    private void requireSameEnd(ReplaySummary from) {
        String problem;
        try {
            long lastIndex = queue.lastIndex();
            if (lastIndex == from.end().lastIndex()) {
                return;
            }
            problem = "the queue's last index is " + Long.toHexString(lastIndex) + ", and not "
                    + Long.toHexString(from.end().lastIndex()) + " as when it was replayed";
        } catch (RuntimeException | AssertionError e) {
            problem = "the queue's index cannot be read (" + e + ")";
        }
        throw new JournalCorruptException(
                from.end().lastFile().orElse(directory),
                from.end().endOffset(),
                from.lastSequence() + 1,
                "nothing can be written behind it: " + problem
                        + "; 'rushline journal verify' says what is whole, 'rushline journal repair' copies it");
    }

    /**
     * Opens a journal behind what was replayed from it, with the next epoch. Cuts a torn tail first.
     *
     * @param dataDirectory held for as long as the writer is used
     * @param from the replay of this directory, made under the same hold
     * @throws UncheckedIOException when files can't be read or written
     * @throws JournalCorruptException when nothing could be written behind what was replayed
     */
    public static JournalWriter open(DataDirectory dataDirectory, ReplaySummary from, Durability durability) {
        return open(dataDirectory, from, durability, dataDirectory.files().disk());
    }

    static JournalWriter open(DataDirectory dataDirectory, ReplaySummary from, Durability durability, Disk disk) {
        long epoch = from.lastEpoch() + 1;
        Path directory = dataDirectory.journal();
        try {
            TornTail.cut(directory, from.end().tornFiles(), disk);
            if (durability == Durability.DISK) {
                if (from.end().lastFile().isPresent()) {
                    SuspectTail.writeAgain(
                            from.end().lastFile().get(), from.end().endOffset(), disk);
                }
                WrittenFiles.force(directory, disk);
            }
            RollClock clock = new RollClock(Math.max(from.end().openFromMs(), from.lastTimestampMs()));
            JournalWriter writer = new JournalWriter(directory, durability, epoch, clock, from, disk);
            LOG.info(
                    "Journal open in {} after sequence {}, epoch {}, durability {}",
                    directory,
                    from.lastSequence(),
                    epoch,
                    durability);
            return writer;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the journal in " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void append(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        refuseAfterFailure();
        if (sequence != lastSequence + 1 || timestampMs < lastTimestampMs) {
            throw new IllegalArgumentException("Sequence " + sequence + " at " + timestampMs
                    + " cannot follow sequence " + lastSequence + " at " + lastTimestampMs);
        }
        if (length < 0 || length > MAX_COMMAND_BYTES) {
            throw new IllegalArgumentException("A command of " + length + " bytes exceeds " + MAX_COMMAND_BYTES);
        }
        if (count == MAX_COMMANDS || position + Excerpt.COMMAND_HEADER_BYTES + length > Excerpt.MAX_BYTES) {
            commit();
        }
        position = excerpt.putCommand(position, timestampMs, command, offset, length);
        count++;
        lastSequence = sequence;
        lastTimestampMs = timestampMs;
    }

    @Override
    public void commit() {
        refuseAfterFailure();
        if (count == 0) {
            return;
        }
        failed = true;
        try {
            write();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal in " + directory + ": " + e.getMessage(), e);
        }
        try {
            makeDurable();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot force the journal in " + directory + ": " + e.getMessage(), e);
        }
        count = 0;
        position = Excerpt.HEADER_BYTES;
        failed = false;
    }

    private void write() throws IOException {
        excerpt.seal(epoch, lastSequence - count + 1, count, position - Excerpt.HEADER_BYTES);
        clock.advanceTo(lastTimestampMs);
        boolean isNewFile = clock.cycle() != reservedCycle;
        if (isNewFile) {
            space.requireForNewFile(position);
        } else {
            space.require(fileEnd + position);
        }
        try (DocumentContext document = appender.writingDocument()) {
            boolean isWritten = false;
            try {
                writeExcerpt(document.wire().bytes(), isNewFile);
                isWritten = true;
            } finally {
                if (!isWritten) {
                    document.rollbackOnClose();
                }
            }
        }
    }

    private void writeExcerpt(Bytes<?> document, boolean isNewFile) throws IOException {
        if (appender.cycle() != clock.cycle()) {
            throw new IllegalStateException("The queue writes to cycle " + appender.cycle() + ", not " + clock.cycle());
        }
        if (isNewFile) {
            space.switchTo(appender.currentFile(), document.writePosition());
            space.require(document.writePosition() + position);
            reservedCycle = clock.cycle();
        }
        space.write(excerpt.bytes().limit(position), document.writePosition());
        excerpt.bytes().clear();
        document.writeSkip(position);
        fileEnd = document.writePosition();
    }

    private void makeDurable() throws IOException {
        if (durability == Durability.CACHE) {
            return;
        }
        if (appender.cycle() == cycle) {
            forcer.force();
        } else {
            forcer.forceRoll(appender.currentFile());
            cycle = appender.cycle();
        }
    }

    private void refuseAfterFailure() {
        if (failed) {
            throw new IllegalStateException("The journal in " + directory + " has failed and takes no more");
        }
    }

    /** What distinguishes this writer's records from those of the writers before. */
    public long epoch() {
        return epoch;
    }

    /** The last sequence that was appended. */
    public long lastSequence() {
        return lastSequence;
    }

    QueueFileForcer forcer() {
        return forcer;
    }

    /** Commits what is left, unless the journal has failed, and lets go of the files. */
    @Override
    public void close() {
        try {
            if (!failed) {
                commit();
            }
            LOG.info("Journal closed after sequence {}", lastSequence);
        } finally {
            appender.close();
            queue.close();
            closeForcer();
        }
    }

    private void closeForcer() {
        try {
            space.close();
            forcer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the journal in " + directory, e);
        }
    }
}
