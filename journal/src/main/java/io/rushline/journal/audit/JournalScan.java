package io.rushline.journal.audit;

import io.rushline.journal.Excerpt;
import io.rushline.journal.JournalQueue;
import io.rushline.journal.replay.QueueFileCursor;
import io.rushline.journal.replay.TailScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads all files of a journal once, in order, and checks every excerpt: magic, checksum, version, epoch, sequence,
 * timestamps, lengths.
 *
 * <p>It may run beside the primary. Then the end is where the primary was when the scan came there, and what is in the
 * middle of being written is waited for a little.
 *
 * <p>Allocation: some buffers, whatever the journal's length. Threading: one thread, one scan.
 */
public final class JournalScan {
    private static final int PATIENCE = 30;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path directory;
    private final ExcerptCheck check;
    private final ExcerptHandler handler;
    private final ScanProgress progress;
    private final Excerpt excerpt = new Excerpt();

    private List<Path> files = List.of();
    private long totalBytes;
    private long doneBytes;
    private int lastFile;
    private long endOffset;
    private boolean stopped;
    private @Nullable Damage damage;
    private @Nullable TornEnd tornEnd;

    /**
     * A scan that nothing has been read of yet.
     *
     * @param directory of the queue files; need not exist
     * @param afterSequence the last one before the journal's first, 0 unless its start was pruned away
     */
    public JournalScan(Path directory, long afterSequence, ExcerptHandler handler, ScanProgress progress) {
        this.directory = directory;
        this.check = new ExcerptCheck(afterSequence);
        this.handler = handler;
        this.progress = progress;
    }

    /**
     * Reads to the end, to the first damage, or until the handler has enough.
     *
     * @throws UncheckedIOException when files can't be read
     */
    public ScanReport scan() {
        try {
            files = Files.isDirectory(directory) ? JournalQueue.files(directory) : List.of();
            for (Path file : files) {
                totalBytes += Files.size(file);
            }
            for (int file = 0; file < files.size() && !isOver(); file++) {
                scan(file);
            }
            progress.onProgress(totalBytes, totalBytes);
            return check.report(files.size(), damage, tornEnd);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal in " + directory, e);
        }
    }

    private boolean isOver() {
        return stopped || damage != null || tornEnd != null;
    }

    private void scan(int file) throws IOException {
        try (QueueFileCursor cursor = new QueueFileCursor(files.get(file))) {
            while (!isOver()) {
                switch (cursor.look()) {
                    case RECORD -> excerpt(cursor, file);
                    case END_MARK -> {
                        if (file == files.size() - 1) {
                            examine(cursor, file, null);
                        }
                        doneBytes += Files.size(files.get(file));
                        return;
                    }
                    case END, UNFINISHED -> {
                        if (!isContinued(cursor, file)) {
                            return;
                        }
                    }
                }
            }
        }
    }

    private void excerpt(QueueFileCursor cursor, int file) throws IOException {
        int length = cursor.read(excerpt);
        String torn = excerpt.problem(length);
        if (torn != null) {
            examine(cursor, file, torn);
            return;
        }
        String problem = check.problem(excerpt);
        if (problem != null) {
            damage = damage(files.get(file), cursor.position() + Integer.BYTES, problem, cursor, file);
            return;
        }
        if (check.isGap(excerpt)) {
            String where = "the next record, in " + files.get(file).getFileName() + ", starts with sequence "
                    + excerpt.firstSequence();
            damage = damage(files.get(lastFile), endOffset, where, cursor, file);
            return;
        }
        check.accept(excerpt);
        stopped = !handler.onExcerpt(excerpt, excerpt.lengthBytes());
        lastFile = file;
        endOffset = cursor.position() + Integer.BYTES + excerpt.lengthBytes();
        cursor.advance(excerpt.lengthBytes());
        progress.onProgress(doneBytes + endOffset, totalBytes);
    }

    /** Damage in front of the record at the cursor, which is counted among those behind. */
    private Damage damage(Path where, long offset, String problem, QueueFileCursor cursor, int file)
            throws IOException {
        RecordsBehind behind = behind(file, cursor.position() + Integer.BYTES);
        return new Damage(where, offset, check.lastSequence() + 1, problem, behind);
    }

    /** Whether there is something new to read here; if not, the end of this file has been judged. */
    private boolean isContinued(QueueFileCursor cursor, int file) throws IOException {
        boolean isLast = file == files.size() - 1;
        for (int attempt = 0; isLast && attempt < PATIENCE; attempt++) {
            cursor.refresh();
            QueueFileCursor.State state = cursor.look();
            if (state == QueueFileCursor.State.RECORD || state == QueueFileCursor.State.END_MARK) {
                return true;
            }
            if (state == QueueFileCursor.State.END
                    && behind(file, cursor.position()).records() == 0) {
                break;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        if (!isLast && cursor.look() == QueueFileCursor.State.END) {
            // Whether something is missing here, the next file's first sequence tells.
            doneBytes += Files.size(files.get(file));
            return false;
        }
        examine(cursor, file, null);
        return isLast && isOver() && hasGoneOn(cursor);
    }

    /** Whether what looked torn was only being written: somebody may be at it, and need not get on at once. */
    private boolean hasGoneOn(QueueFileCursor cursor) throws IOException {
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            cursor.refresh();
            QueueFileCursor.State state = cursor.look();
            if (state == QueueFileCursor.State.RECORD || state == QueueFileCursor.State.END_MARK) {
                damage = null;
                tornEnd = null;
                return true;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return false;
    }

    private void examine(QueueFileCursor cursor, int file, @Nullable String torn) throws IOException {
        long position = cursor.position();
        RecordsBehind behind = behind(lastFile, lastFile == file ? position : endOffset);
        boolean isUnpublished = behind.records() == 1 && behind.firstSequence() == check.lastSequence() + 1;
        if (behind.records() > 0 && !isUnpublished) {
            // Between records there is padding, and the good part ends in front of it.
            String problem = (torn == null || lastFile != file ? "the queue ends here" : torn)
                    + ", but a valid record with sequence " + behind.firstSequence() + " follows";
            damage = new Damage(files.get(lastFile), endOffset, check.lastSequence() + 1, problem, behind);
            return;
        }
        // A start cuts what is torn in any of these, so that none may be passed over.
        for (int each = lastFile; each < files.size() && tornEnd == null; each++) {
            long emptyFrom = each == file ? position : 0;
            long from = each == lastFile && endOffset > 0 ? endOffset : emptyFrom;
            if (!isClean(each, from)) {
                String problem = torn == null || each != file ? "a record that was begun and not completed" : torn;
                tornEnd = new TornEnd(files.get(each), from, check.lastSequence(), problem);
            }
        }
    }

    private boolean isClean(int file, long position) throws IOException {
        try (TailScan tail = new TailScan(files.get(file))) {
            if (position == 0 && JournalQueue.isBlank(files.get(file))) {
                // Just made, or all that a power loss left of it, unless there is what nobody may have heard of.
                return tail.findRecord(0).isEmpty();
            }
            return tail.state(position) != TailScan.State.TORN;
        }
    }

    /** Counts the valid records from an offset of a file on, in all files behind it too. */
    private RecordsBehind behind(int fromFile, long fromOffset) throws IOException {
        RecordsBehind behind = RecordsBehind.NONE;
        for (int file = fromFile; file < files.size(); file++) {
            try (TailScan tail = new TailScan(files.get(file))) {
                OptionalLong found = tail.findRecord(file == fromFile ? fromOffset : 0);
                while (found.isPresent()) {
                    behind = behind.and(tail.foundSequence(), tail.foundCount());
                    found = tail.findRecord(tail.foundEnd(found.getAsLong()));
                }
            }
        }
        return behind;
    }
}
