package io.rushline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void shouldPutEachValueBelowItsBoundAndAboveTheOneBefore() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            Histogram histogram = new Histogram(3, 20);
            long value = random.nextLong(1L << (1 + random.nextInt(22)));
            histogram.add(value);
            int bucket = 0;
            while (histogram.count(bucket) == 0) {
                bucket++;
            }
            assertThat(value).as("seed %d", seed).isLessThanOrEqualTo(histogram.upperBound(bucket));
            if (bucket > 0) {
                assertThat(value).as("seed %d", seed).isGreaterThan(histogram.upperBound(bucket - 1));
            }
            assertThat(histogram.sum()).isEqualTo(value);
        }
    }

    @Test
    void shouldHaveBoundsThatGrow() {
        Histogram histogram = new Histogram(1, 3);
        long[] bounds = new long[histogram.bucketCount()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = histogram.upperBound(i);
        }

        assertThat(bounds).containsExactly(2, 3, 4, 6, 8, Long.MAX_VALUE);
    }
}
