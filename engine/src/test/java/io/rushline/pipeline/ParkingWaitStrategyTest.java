package io.rushline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Unless it says otherwise, nobody wakes up by himself before the test has timed out. */
@Timeout(30)
class ParkingWaitStrategyTest {
    private static final long FOR_EVER_NS = TimeUnit.HOURS.toNanos(1);

    private final ParkingWaitStrategy strategy = new ParkingWaitStrategy(0, 0, FOR_EVER_NS);
    private final RingBuffer<long[]> ring = RingBuffer.createMultiProducer(() -> new long[1], 8, strategy);
    private final Sequence first = new Sequence();
    private final Sequence second = new Sequence();
    private final Thread[] waiter = new Thread[1];

    @Test
    void shouldWakeWhoWaitsForACommand() {
        CompletableFuture<Long> waited = waitOn(ring.newBarrier());
        awaitParked();

        ring.publish(ring.next());

        assertThat(waited.join()).isZero();
    }

    @Test
    void shouldWakeWhoWaitsForStagesWhenTheLastOfThemComesBack() throws Exception {
        ring.publish(ring.next());
        CompletableFuture<Long> waited = waitOn(ring.newBarrier(first, second));
        awaitParked();

        first.set(0);
        comeBack();
        assertThat(waited).isNotDone();
        second.set(0);
        comeBack();

        assertThat(waited.join()).isZero();
    }

    @Test
    void shouldNoticeThatThePipelineStopsWhenTheParkEnds() {
        ParkingWaitStrategy napping = new ParkingWaitStrategy(0, 0, TimeUnit.MILLISECONDS.toNanos(1));
        SequenceBarrier barrier =
                RingBuffer.createMultiProducer(() -> new long[1], 8, napping).newBarrier();
        CompletableFuture<Long> waited = waitOn(barrier);

        barrier.alert();

        assertThatThrownBy(waited::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AlertException.class);
    }

    private CompletableFuture<Long> waitOn(SequenceBarrier barrier) {
        CompletableFuture<Long> waited = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                waited.complete(barrier.waitFor(0));
            } catch (AlertException | InterruptedException | com.lmax.disruptor.TimeoutException e) {
                waited.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        waiter[0] = thread;
        thread.start();
        return waited;
    }

    private void awaitParked() {
        await().until(() -> waiter[0].getState() == Thread.State.TIMED_WAITING);
    }

    /** As a stage does when it has published how far it is, here with more to do already. */
    private void comeBack() throws AlertException {
        strategy.waitFor(-1, first, first, ring.newBarrier());
    }
}
