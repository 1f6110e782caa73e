package io.rushline.journal.replay;

import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.JournalQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The judgement on all that stands behind the last excerpt that could be read.
 *
 * <p>A valid record there means that acknowledged commands in front of it are missing, with one exception: a process
 * that is killed between writing an excerpt and publishing it leaves a complete record exactly where the next one
 * goes, with the next sequence and nothing behind it. Nobody was ever told of that one. After a power loss it may also
 * stand in the next hour's file, when that file's own structures never reached the disk.
 */
final class JournalTail {
    private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);

    private final List<Path> files;
    private final int lastFile;
    private final long endOffset;
    private final int excerptsInFile;
    private final long lastSequence;
    private final @Nullable String problem;

    /** The record that nobody may have heard of, if there is one: where it stands. */
    private @Nullable String unpublished;

    JournalTail(
            List<Path> files,
            int lastFile,
            long endOffset,
            int excerptsInFile,
            long lastSequence,
            @Nullable String problem) {
        this.files = files;
        this.lastFile = lastFile;
        this.endOffset = endOffset;
        this.excerptsInFile = excerptsInFile;
        this.lastSequence = lastSequence;
        this.problem = problem;
    }

    /**
     * Decides between a clean end, a torn tail and corruption.
     *
     * @param lastIndex of the last excerpt read, -1 when there is none
     * @param queueAgrees whether the queue would append right behind it
     */
    JournalEnd examine(long lastIndex, boolean queueAgrees) throws IOException {
        List<TornFile> torn = new ArrayList<>();
        TailScan.State state = TailScan.State.CLEAN;
        for (int file = lastFile; file < files.size(); file++) {
            long offset = file == lastFile ? endOffset : 0;
            try (TailScan scan = new TailScan(files.get(file))) {
                refuseRecords(scan, file, offset);
                state = scan.state(offset);
            }
            int excerpts = file == lastFile ? excerptsInFile : 0;
            if (state == TailScan.State.TORN || problem != null || !queueAgrees || excerpts == 0) {
                torn.add(new TornFile(files.get(file), offset, excerpts));
            }
        }
        if (!torn.isEmpty()) {
            LOG.warn(
                    "The journal's tail was never completed and will be cut: {} at offset {}, after sequence {} ({})",
                    torn.get(0).file(),
                    torn.get(0).offset(),
                    lastSequence,
                    problem == null ? "unpublished bytes" : problem);
        }
        int lastCycle = JournalQueue.cycle(files.get(files.size() - 1));
        int openCycle = state == TailScan.State.END_MARK ? lastCycle + 1 : lastCycle;
        Optional<Path> last = excerptsInFile == 0 ? Optional.empty() : Optional.of(files.get(lastFile));
        return new JournalEnd(lastIndex, JournalQueue.startMs(openCycle), List.copyOf(torn), last, endOffset);
    }

    private void refuseRecords(TailScan scan, int file, long fromOffset) throws IOException {
        OptionalLong found = scan.findRecord(fromOffset);
        while (found.isPresent()) {
            boolean next = scan.foundSequence() == lastSequence + 1;
            String place = "sequence " + scan.foundSequence() + " follows in "
                    + files.get(file).getFileName() + " at offset " + found.getAsLong();
            if (!next || unpublished != null) {
                throw new JournalCorruptException(
                        files.get(lastFile),
                        endOffset,
                        lastSequence + 1,
                        (problem == null ? "the queue ends here" : problem) + ", but a valid record with "
                                + (unpublished == null ? place : unpublished));
            }
            unpublished = place;
            found = scan.findRecord(scan.foundEnd(found.getAsLong()));
        }
    }
}
