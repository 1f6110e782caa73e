package io.rushline.gateway.reservation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done on each event loop with the replies of a batch: handed over as one task when the batch ends, since a
 * loop that sleeps is woken by a system call.
 *
 * <p>Threading: the publisher's thread.
 */
public final class ReplyBatches {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyBatches.class);

    private final List<Batch> batches = new ArrayList<>();

    private static final class Batch {
        private final Executor loop;
        private List<Runnable> tasks = new ArrayList<>();

        Batch(Executor loop) {
            this.loop = loop;
        }
    }

    /** Keeps a task, which must not throw, for its event loop. There are few loops, and they last. */
    void add(Executor loop, Runnable task) {
        for (int i = 0; i < batches.size(); i++) {
            Batch batch = batches.get(i);
            if (batch.loop.equals(loop)) {
                batch.tasks.add(task);
                return;
            }
        }
        Batch added = new Batch(loop);
        added.tasks.add(task);
        batches.add(added);
    }

    /** Hands over all that was kept. */
    public void publish() {
        for (int i = 0; i < batches.size(); i++) {
            Batch batch = batches.get(i);
            if (!batch.tasks.isEmpty()) {
                List<Runnable> tasks = batch.tasks;
                batch.tasks = new ArrayList<>(tasks.size());
                hand(batch.loop, tasks);
            }
        }
    }

    /** A loop that has ended, with all its clients, must be no trouble. */
    private static void hand(Executor loop, List<Runnable> tasks) {
        try {
            loop.execute(() -> tasks.forEach(Runnable::run));
        } catch (RejectedExecutionException e) {
            LOG.debug("an event loop has ended before {} replies", tasks.size());
        }
    }
}
