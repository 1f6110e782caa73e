package io.rushline.journal.event;

import io.rushline.journal.DataFiles;
import io.rushline.journal.Disk;
import io.rushline.journal.KeptName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the event queue, in the process that holds the data directory.
 *
 * <p>Whoever replays may hand over events again: those that are there are passed over. So a queue that lags behind its
 * journal, or was never there, is completed by a replay, and each event is in it once.
 *
 * <p>Threading: one thread at a time; any other may ask for the last event. Allocation: none but when a file is full.
 */
public final class EventLog implements EventHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    /** What a consumer passes over at most to find its place, and what is checked at a start. */
    private static final long USUAL_FILE_BYTES = 32L * 1024 * 1024;

    private final Path directory;
    private final long fileBytes;
    private final Disk disk;
    private final ByteBuffer block = EventBlock.allocate(EventBlock.MAX_BYTES);
    private final UnsafeBuffer blockBuffer = new UnsafeBuffer(block);
    private final CRC32C crc = new CRC32C();

    private @Nullable EventFileWriter file;
    private boolean hasFailed;
    private int count;
    private int blockEnd = EventBlock.HEADER_BYTES;
    private long lastAppended;
    private volatile long lastWritten;

    private EventLog(Path directory, long fileBytes, Disk disk) {
        this.directory = directory;
        this.fileBytes = fileBytes;
        this.disk = disk;
    }

    /**
     * Opens the queue of a data directory, making the directory when it is not there. Its row of whole blocks stays: what was begun and not
     * completed is cut off. When whole blocks stand behind what is not whole, the file as it was is kept beside it, and an
     * error in the log says so; a replay writes the events again.
     *
     * @throws EventsDamagedException when a newer build wrote it
     * @throws UncheckedIOException when files can't be read or written
     */
    public static EventLog open(DataFiles data) {
        return open(data.events(), USUAL_FILE_BYTES, data.disk());
    }

    /** As above, of the queue in a directory. */
    public static EventLog open(Path directory) {
        return open(directory, USUAL_FILE_BYTES, Disk.SYSTEM);
    }

    /**
     * As above, with files of another length.
     *
     * @param fileBytes a file that has so much gets no more
     */
    public static EventLog open(Path directory, long fileBytes, Disk disk) {
        EventLog log = new EventLog(directory, fileBytes, disk);
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory);
                disk.forceDirectory(directory.resolve(".."));
            }
            log.goToEnd();
        } catch (IOException e) {
            throw log.failed(e);
        }
        return log;
    }

    private void goToEnd() throws IOException {
        List<EventFile> files = EventFile.list(directory);
        for (int i = files.size() - 1; i >= 0; i--) {
            EventFile last = files.get(i);
            EventFileEnd end = EventFileEnd.of(last);
            if (end.stray().isPresent()) {
                keepDamaged(last, end);
            }
            if (end.offset() > 0) {
                if (Files.size(last.path()) > end.offset()) {
                    LOG.warn(
                            "cut {} at offset {}, behind event {}: the rest is not whole",
                            last.path(),
                            end.offset(),
                            end.nextEventId() - 1);
                }
                goOnIn(last, end.offset(), end.nextEventId() - 1);
                return;
            }
            LOG.warn("removed {}, in which no event is complete", last.path());
            remove(last);
        }
    }

    /**
     * A power loss leaves such a file, since it is not forced as it grows; so does a disk that loses what it had. The copy
     * is on disk before anything is cut.
     */
    private void keepDamaged(EventFile which, EventFileEnd end) throws IOException {
        Path kept = KeptName.of(which.path(), "damaged");
        Path unfinished = which.path().resolveSibling(which.path().getFileName() + ".damaged.tmp");
        try {
            Files.copy(which.path(), unfinished, StandardCopyOption.REPLACE_EXISTING);
            try (Disk.DiskFile copy = disk.open(unfinished)) {
                copy.force(true);
            }
            Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        disk.forceDirectory(directory);
        LOG.error(
                "{} is damaged at offset {}, behind event {}, and a whole block follows at offset {}: kept it as {}; the"
                        + " events from {} on are written again from the journal",
                which.path(),
                end.offset(),
                end.nextEventId() - 1,
                end.stray().orElse(0),
                kept.getFileName(),
                end.nextEventId());
    }

    private void goOnIn(EventFile last, long end, long lastEventId) throws IOException {
        file = EventFileWriter.goOn(last, end, disk);
        lastAppended = lastEventId;
        lastWritten = lastEventId;
    }

    private void remove(EventFile which) throws IOException {
        Files.delete(which.path());
        disk.forceDirectory(directory);
    }

    /** The last event that readers find; 0 when there is none. */
    public long lastEventId() {
        return lastWritten;
    }

    /**
     * Appends an event, unless it is there already. Readers find it after {@link #flush}, or when a block is full.
     *
     * @throws UncheckedIOException when it can't be written
     */
    @Override
    public void onEvent(long planId, int currency, DirectBuffer event, int offset, int length) {
        long eventId = EventBlock.eventId(event, offset);
        if (eventId <= lastAppended) {
            return;
        }
        if (eventId != lastAppended + 1) {
            restartAt(eventId);
        }
        if (length > EventBlock.MAX_EVENT_BYTES) {
            throw new IllegalArgumentException("an event of " + length + " bytes is too long");
        }
        EventBlock.putEventHeader(block, blockEnd, length, planId, currency);
        blockBuffer.putBytes(blockEnd + EventBlock.EVENT_HEADER_BYTES, event, offset, length);
        blockEnd += EventBlock.EVENT_HEADER_BYTES + length;
        count++;
        lastAppended = eventId;
        if (blockEnd >= EventBlock.FULL_BYTES) {
            flush();
        }
    }

    /** Lets readers find what was appended. It survives the process then, but perhaps not the power. */
    public void flush() {
        if (count == 0) {
            return;
        }
        long firstEventId = lastAppended - count + 1;
        EventBlock.seal(block, firstEventId, count, blockEnd, crc);
        try {
            write(firstEventId);
        } catch (IOException e) {
            throw failed(e);
        }
        count = 0;
        blockEnd = EventBlock.HEADER_BYTES;
        lastWritten = lastAppended;
    }

    private void write(long firstEventId) throws IOException {
        EventFileWriter to = file;
        if (to == null || to.lengthBytes() >= fileBytes) {
            to = begin(firstEventId);
        }
        to.append(block, blockEnd);
    }

    /** Goes on in a new file. The former is on disk before: only the last can be torn. */
    private EventFileWriter begin(long firstEventId) throws IOException {
        EventFileWriter former = file;
        if (former != null) {
            former.force();
            former.close();
        }
        EventFileWriter begun = EventFileWriter.begin(EventFile.of(directory, firstEventId), disk);
        file = begun;
        return begun;
    }

    /**
     * Makes all that readers find survive the power.
     *
     * @throws UncheckedIOException when it can't be forced
     * @throws IllegalStateException when something has failed before: what is on disk is not known then
     */
    public void force() {
        if (hasFailed) {
            throw new IllegalStateException("The events in " + directory + " could not be written before");
        }
        try {
            if (file != null) {
                file.force();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Forgets the events behind one. With durability {@code cache}, a power loss may have taken the commands they are of.
     */
    public void cutBehind(long eventId) {
        if (eventId >= lastAppended) {
            return;
        }
        LOG.warn("removed the events {} to {}: the journal has no commands for them", eventId + 1, lastAppended);
        count = 0;
        blockEnd = EventBlock.HEADER_BYTES;
        lastAppended = 0;
        lastWritten = 0;
        try {
            closeFile();
            List<EventFile> files = EventFile.list(directory);
            for (int i = files.size() - 1; i >= 0 && files.get(i).firstEventId() > eventId; i--) {
                remove(files.get(i));
            }
            int index = EventFile.indexOf(files, eventId);
            if (index >= 0) {
                cut(files.get(index), eventId);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void cut(EventFile last, long eventId) throws IOException {
        long next = last.firstEventId();
        try (BlockCursor cursor = new BlockCursor(last)) {
            while (cursor.isAt(next) && cursor.isIntact() && next + cursor.count() <= eventId + 1) {
                next += cursor.count();
                cursor.advance();
            }
            goOnIn(last, cursor.position(), next - 1);
            if (next <= eventId) {
                // The event is within a block: its beginning is written again.
                cursor.handOut(0, (int) (eventId + 1 - next), Long.MAX_VALUE, this);
            }
        }
        flush();
        force();
    }

    /** Begins anew where events are missing that no replay can bring back; consumers are told that they are gone. */
    private void restartAt(long eventId) {
        flush();
        LOG.warn(
                "the events {} to {} can't be told any more, since the journal before them was pruned",
                lastAppended + 1,
                eventId - 1);
        try {
            closeFile();
            for (EventFile old : EventFile.list(directory)) {
                leave(old);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        lastAppended = eventId - 1;
        lastWritten = lastAppended;
    }

    /** Keeps a file for people, under a name that no reader looks for. */
    private void leave(EventFile old) throws IOException {
        Path left = old.path().resolveSibling(old.path().getFileName() + ".left");
        Files.move(old.path(), left, StandardCopyOption.REPLACE_EXISTING);
        disk.forceDirectory(directory);
        LOG.warn("kept {} as {}: what is written from here on does not follow it", old.path(), left.getFileName());
    }

    private void closeFile() throws IOException {
        EventFileWriter open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    private UncheckedIOException failed(IOException e) {
        hasFailed = true;
        return new UncheckedIOException("Cannot write the events in " + directory + ": " + e.getMessage(), e);
    }

    /** Writes and forces what is left, unless something has failed: what is on disk is not known then. */
    @Override
    public void close() {
        if (file == null && count == 0) {
            return;
        }
        try {
            if (!hasFailed) {
                flush();
                force();
            }
        } finally {
            try {
                closeFile();
            } catch (IOException e) {
                LOG.warn("could not close the events in {}", directory, e);
            }
        }
    }
}
