package io.rushline.loadtest.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenLoopTest {
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        loop.shutdownNow();
    }

    @Test
    void shouldLetEverybodyComeInOrderAtTheIntendedTimes() throws InterruptedException {
        Arrivals arrivals = Arrivals.poisson(1_000, flat(TimeUnit.MILLISECONDS.toNanos(200)), 3);
        List<Integer> came = new ArrayList<>();
        List<Long> intended = new ArrayList<>();
        List<Long> early = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        OpenLoop openLoop = new OpenLoop(
                loop,
                arrivals,
                (index, intendedNs) -> {
                    came.add(index);
                    intended.add(intendedNs);
                    if (intendedNs > System.nanoTime()) {
                        early.add(intendedNs);
                    }
                },
                done::countDown);
        loop.execute(openLoop::start);
        done.await();

        assertThat(came).hasSize(1_000).isSorted();
        assertThat(early).isEmpty();
        for (int i = 0; i < 1_000; i++) {
            assertThat(intended.get(i) - openLoop.startNs()).isEqualTo(arrivals.offsetNs(i));
        }
        assertThat(openLoop.arrivedCount()).isEqualTo(1_000);
        assertThat(openLoop.elapsedNs()).isGreaterThanOrEqualTo(arrivals.offsetNs(999));
    }

    @Test
    void shouldKeepIntendedTimesWhenTheLoopWasBusy() throws InterruptedException {
        long busyNs = TimeUnit.MILLISECONDS.toNanos(100);
        CountDownLatch done = new CountDownLatch(1);
        List<Long> latenessNs = new ArrayList<>();
        OpenLoop openLoop = new OpenLoop(
                loop,
                Arrivals.even(500, flat(busyNs / 2)),
                (index, intendedNs) -> {
                    while (index == 0 && System.nanoTime() - intendedNs < busyNs) {
                        Thread.onSpinWait();
                    }
                    latenessNs.add(System.nanoTime() - intendedNs);
                },
                done::countDown);
        loop.execute(openLoop::start);
        done.await();

        // All were due while the first kept the loop busy, and none of them hides it.
        assertThat(latenessNs)
                .hasSize(500)
                .allSatisfy(lateNs -> assertThat(lateNs).isGreaterThanOrEqualTo(busyNs / 2));
        assertThat(openLoop.lagMaxNs()).isGreaterThanOrEqualTo(busyNs / 2);
    }

    @Test
    void shouldRunOtherTasksBetweenWhenManyAreDueAtOnce() throws InterruptedException {
        List<String> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        OpenLoop openLoop = new OpenLoop(
                loop, Arrivals.even(1_000, flat(1)), (index, intendedNs) -> order.add("arrival"), done::countDown);
        loop.execute(() -> {
            loop.execute(() -> order.add("other"));
            openLoop.start();
        });
        done.await();

        assertThat(order.indexOf("other")).isLessThan(200);
    }

    private static Curve flat(long durationNs) {
        return Curve.of(Curve.Shape.FLAT, durationNs);
    }
}
