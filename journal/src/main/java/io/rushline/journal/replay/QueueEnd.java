package io.rushline.journal.replay;

import io.rushline.journal.JournalQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the queue itself believes that it ends: there it would append. */
final class QueueEnd {
    private static final Logger LOG = LoggerFactory.getLogger(QueueEnd.class);

    private QueueEnd() {}

    /** Opens the queue, which unlocks it, and asks. */
    static boolean isAt(Path directory, List<Path> files, long lastIndex, long lastOffset) throws IOException {
        Path last = files.get(files.size() - 1);
        // The queue would wait for a header to appear in a blank last file.
        if (lastIndex < 0 || JournalQueue.isBlank(last)) {
            return false;
        }
        long afterLastMs = JournalQueue.startMs(JournalQueue.cycle(last) + 1);
        try (SingleChronicleQueue queue = JournalQueue.open(directory, () -> afterLastMs)) {
            return isAt(queue, lastIndex, lastOffset);
        }
    }

    /** Whether the queue would append right behind a record. */
    private static boolean isAt(SingleChronicleQueue queue, long lastIndex, long lastOffset) {
        try {
            if (queue.lastIndex() != lastIndex) {
                return false;
            }
            int cycle = JournalQueue.ROLL_CYCLE.toCycle(lastIndex);
            try (SingleChronicleQueueStore store = queue.storeForCycle(cycle, 0, false, null)) {
                return store != null && store.writePosition() == lastOffset;
            }
        } catch (RuntimeException | AssertionError e) {
            // Chronicle meets its own damaged structures with exceptions of many types.
            LOG.debug("The queue does not know its end", e);
            return false;
        }
    }
}
