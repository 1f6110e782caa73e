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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal while another process writes it, and hands over its commands as they appear.
 *
 * <pre>
 *   poll, poll, poll ...      beside a primary: only reads; what stands at the end unfinished is "not yet there"
 *     drain                   once the data directory is held: to the true end, which is judged
 * </pre>
 *
 * <p>Nothing in the directory is made, written or unlocked until {@link #drain}. The queue's own
 * read-only mode keeps to that, too, but neither notices that a file was replaced nor tells a hole from the end.
 *
 * <p>Threading: one thread.
 *
 * <p>Caveats: what is handed over may not be on disk yet. Who acts upon it must force it first, as the writer that opens
 * behind {@link #drain} does.
 */
public final class JournalFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);

    /** Bounds a poll, so that who follows can do something else in between. */
    private static final int MAX_RECORDS = 256;

    /** So many polls pass between two looks at the directory, unless the file is over. */
    private static final int LOOK_AROUND = 16;

    /** After so many polls at the end in a row it is worth to search behind it. */
    private static final int HOLE_SEARCH = 1_024;

    private final Path directory;
    private final Excerpt excerpt = new Excerpt();
    private final JournalPosition from;
    private final CommandStream stream;

    private @Nullable QueueFileCursor cursor;
    private @Nullable Path formerFile;
    private int formerRecords;
    private long formerEndOffset;
    private int recordsInFile;
    private long lastOffset;
    private boolean isLastAsLong;
    private long endOffset;
    private @Nullable String problem;
    private boolean isAtEnd;
    private long polls;
    private long idlePolls;

    /** A follower of the queue files in a directory, which need not exist yet, from the first command on. */
    public JournalFollower(Path directory) {
        this(directory, JournalPosition.START);
    }

    /**
     * As above, from the first command behind a position on. Files that end before it are not read.
     *
     * @param from where a snapshot was made
     */
    public JournalFollower(Path directory, JournalPosition from) {
        this.directory = directory;
        this.from = from;
        stream = new CommandStream(from);
    }

    /**
     * Replays a journal from a position to its end, for the process that holds the data directory.
     *
     * @throws JournalCorruptException as {@link #drain} does; what the handler saw before it must be thrown away
     */
    public static ReplaySummary replay(Path directory, JournalPosition from, CommandHandler handler) {
        try (JournalFollower journal = new JournalFollower(directory, from)) {
            return journal.drain(handler);
        }
    }

    /**
     * Hands over what has appeared, some hundred records at most. Never waits.
     *
     * @return how many commands
     * @throws JournalCorruptException when something is missing in front of valid records, or they contradict each other
     * @throws UncheckedIOException when files can't be read
     */
    public int poll(CommandHandler handler) {
        try {
            polls++;
            long before = stream.commands();
            poll(handler, polls % LOOK_AROUND == 0);
            int count = (int) (stream.commands() - before);
            idlePolls = count == 0 ? idlePolls + 1 : 0;
            if (idlePolls == HOLE_SEARCH) {
                refuseHole();
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal in " + directory, e);
        }
    }

    private void poll(CommandHandler handler, boolean looksAround) throws IOException {
        isAtEnd = false;
        int records = 0;
        while (!isAtEnd && records < MAX_RECORDS) {
            if (readRecord(handler)) {
                records++;
            } else {
                boolean isFileOver = cursor == null || cursor.look() == QueueFileCursor.State.END_MARK;
                isAtEnd = !((isFileOver || looksAround) && goOn());
            }
        }
    }

    private void pollToEnd(CommandHandler handler) throws IOException {
        do {
            poll(handler, true);
        } while (!isAtEnd);
    }

    /**
     * Hands over what is left, and judges the end. Only for the process that holds the data directory now.
     *
     * @return for the writer that goes on
     * @throws JournalCorruptException also when something is gone that was handed over before
     */
    public ReplaySummary drain(CommandHandler handler) {
        try {
            pollToEnd(handler);
            JournalEnd end = cursor == null ? JournalEnd.OF_NOTHING : examine(cursor);
            if (stream.lastSequence() < stream.handedOver()) {
                throw new JournalCorruptException(
                        cursor == null ? directory : cursor.path(),
                        endOffset,
                        stream.lastSequence() + 1,
                        "the journal ends here, but was read, or has a snapshot, up to sequence "
                                + stream.handedOver());
            }
            return new ReplaySummary(
                    stream.lastSequence(),
                    stream.lastTimestampMs(),
                    stream.lastEpoch(),
                    stream.commands(),
                    stream.excerpts(),
                    end);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal in " + directory, e);
        }
    }

    /** Whether the last poll ended because there was nothing more. */
    public boolean isAtEnd() {
        return isAtEnd;
    }

    /** The last sequence that was handed over. */
    public long lastSequence() {
        return stream.handedOver();
    }

    /** The epoch of the record that is being handed over, or was last. */
    public long lastEpoch() {
        return stream.lastEpoch();
    }

    /** Hands over the record at the cursor; false when there is none that is whole. */
    private boolean readRecord(CommandHandler handler) throws IOException {
        problem = null;
        if (cursor == null || cursor.look() != QueueFileCursor.State.RECORD) {
            return false;
        }
        int length = cursor.read(excerpt);
        problem = excerpt.problem(length);
        if (problem != null) {
            cursor.refresh();
            length = cursor.read(excerpt);
            problem = excerpt.problem(length);
            if (problem != null) {
                return false;
            }
        }
        lastOffset = cursor.position();
        stream.accept(excerpt, cursor.path(), lastOffset + Integer.BYTES, handler);
        // By its own length: the queue's word has no checksum, and may lead over records that are good.
        isLastAsLong = cursor.isAsLong(excerpt.lengthBytes());
        cursor.advance(excerpt.lengthBytes());
        endOffset = lastOffset + Integer.BYTES + excerpt.lengthBytes();
        recordsInFile++;
        return true;
    }

    /** Whether there is something to read now, here or in a file that has come up. */
    private boolean goOn() throws IOException {
        if (cursor != null && cursor.isReplaced()) {
            return readAgain(cursor);
        }
        for (Path file : laterFiles()) {
            if (cursor != null && hasRecord(cursor)) {
                // The later file was begun behind what has been written here meanwhile.
                return true;
            }
            QueueFileCursor next = new QueueFileCursor(file);
            // Two that are not whole, one behind the other, are a torn tail, which is for the end to judge.
            if (next.look() == QueueFileCursor.State.RECORD && (hasRecord(next) || !isUnfinished())) {
                refuseUnfinished(next);
                enter(next);
                return true;
            }
            if (cursor == null) {
                enter(next);
            } else {
                next.close();
            }
        }
        return false;
    }

    private List<Path> laterFiles() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = JournalQueue.files(directory);
        if (cursor != null) {
            return files.subList(files.indexOf(cursor.path()) + 1, files.size());
        }
        ReplayStart start = ReplayStart.find(files, from.sequence());
        stream.returnTo(start.sequenceBefore() + 1);
        return files.subList(Math.min(start.file(), files.size()), files.size());
    }

    private boolean hasRecord(QueueFileCursor in) throws IOException {
        if (in.look() != QueueFileCursor.State.RECORD) {
            return false;
        }
        return excerpt.problem(in.read(excerpt)) == null;
    }

    private void enter(QueueFileCursor next) throws IOException {
        if (cursor != null) {
            // Until a record is read, the first file stays: all from there on is for the end to judge.
            if (recordsInFile > 0 || formerFile == null) {
                formerFile = cursor.path();
                formerRecords = recordsInFile;
                formerEndOffset = endOffset;
            }
            cursor.close();
        }
        cursor = next;
        recordsInFile = 0;
        endOffset = 0;
    }

    /** A new primary has cut a torn tail: what is good was copied into another file of this name, or there was none. */
    private boolean readAgain(QueueFileCursor old) throws IOException {
        List<Path> files = JournalQueue.files(directory);
        // The file before may be another one, too: what was known of its end is not, until it is read.
        Path from = recordsInFile == 0 && formerFile != null ? formerFile : old.path();
        formerFile = null;
        formerRecords = 0;
        formerEndOffset = 0;
        LOG.info("{} was replaced: reading on behind sequence {}", old.path(), stream.handedOver());
        old.close();
        cursor = null;
        recordsInFile = 0;
        endOffset = 0;
        if (files.isEmpty()) {
            stream.returnTo(1);
            return false;
        }
        Path same = files.stream()
                .filter(file -> file.compareTo(from) >= 0)
                .findFirst()
                .orElse(files.get(files.size() - 1));
        QueueFileCursor next = new QueueFileCursor(same);
        enter(next);
        if (hasRecord(next)) {
            stream.returnTo(Math.min(excerpt.firstSequence(), stream.handedOver() + 1));
        }
        return true;
    }

    /** Whether something stands at the place in the file at hand; it is not whole when it could not be read. */
    private boolean isUnfinished() throws IOException {
        if (cursor == null) {
            return false;
        }
        QueueFileCursor.State state = cursor.look();
        return state == QueueFileCursor.State.RECORD || state == QueueFileCursor.State.UNFINISHED;
    }

    /** In front of a later file's records, nothing may stand that is not whole. */
    private void refuseUnfinished(QueueFileCursor next) throws IOException {
        if (cursor != null && isUnfinished() && !cursor.isReplaced()) {
            throw new JournalCorruptException(
                    cursor.path(),
                    endOffset,
                    stream.lastSequence() + 1,
                    (problem == null ? "something unfinished" : problem) + ", but records follow in "
                            + next.path().getFileName());
        }
    }

    /** Searches behind the end for records that the queue does not lead to, from the last file on that has one. */
    private void refuseHole() throws IOException {
        if (cursor == null) {
            return;
        }
        if (recordsInFile == 0 && formerFile != null && Files.exists(formerFile)) {
            refuseHole(cursor, formerFile, formerEndOffset, null);
        }
        refuseHole(cursor, cursor.path(), endOffset, problem);
    }

    private void refuseHole(QueueFileCursor at, Path file, long fromOffset, @Nullable String problemThere)
            throws IOException {
        try (TailScan scan = new TailScan(file)) {
            OptionalLong found = scan.findRecord(fromOffset);
            while (found.isPresent()) {
                boolean isBeingWritten = scan.foundSequence() == stream.lastSequence() + 1;
                if (!isBeingWritten && !hasRecord(at) && !at.isReplaced()) {
                    throw new JournalCorruptException(
                            file,
                            fromOffset,
                            stream.lastSequence() + 1,
                            (problemThere == null ? "the queue ends here" : problemThere)
                                    + ", but a valid record with sequence " + scan.foundSequence()
                                    + " follows at offset " + found.getAsLong());
                }
                found = scan.findRecord(scan.foundEnd(found.getAsLong()));
            }
        }
    }

    private JournalEnd examine(QueueFileCursor last) throws IOException {
        List<Path> files = JournalQueue.files(directory);
        if (recordsInFile == 0 && formerFile != null && files.contains(formerFile)) {
            // Nothing in the new file is whole: the journal ends where it ended before, or is empty.
            return examine(files, formerFile, formerRecords, formerEndOffset, null);
        }
        return examine(files, last.path(), recordsInFile, endOffset, problem);
    }

    private JournalEnd examine(List<Path> files, Path file, int records, long end, @Nullable String problemAtEnd)
            throws IOException {
        long lastIndex = records == 0 ? -1 : JournalQueue.ROLL_CYCLE.toIndex(JournalQueue.cycle(file), records - 1);
        // Behind a length that is wrong the queue would leave a gap.
        boolean agrees = isLastAsLong && QueueEnd.isAt(directory, files, lastIndex, lastOffset);
        return new JournalTail(files, files.indexOf(file), end, records, stream.lastSequence(), problemAtEnd)
                .examine(lastIndex, agrees);
    }

    @Override
    public void close() {
        if (cursor != null) {
            try {
                cursor.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close a file of the journal in " + directory, e);
            }
        }
    }
}
