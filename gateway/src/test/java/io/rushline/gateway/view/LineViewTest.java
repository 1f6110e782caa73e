package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineViewTest {
    @Test
    void shouldCountNobodyAheadWhenTheLineIsEmpty() {
        LineView line = new LineView();

        assertThat(line.ahead(0)).isZero();
        assertThat(line.ahead(Long.MAX_VALUE)).isZero();
        assertThat(line.length()).isZero();
    }

    /** A list of the waiting tickets is the model. */
    @Test
    void shouldAgreeWithAPlainListWhateverHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 20; run++) {
            LineView line = new LineView();
            List<Long> model = new ArrayList<>();
            // Some lines grow, some shrink to nothing again and again.
            int joinPercent = 30 + random.nextInt(50);
            boolean leavesInOrder = random.nextBoolean();
            for (int step = 0; step < 2_000; step++) {
                if (model.isEmpty() || random.nextInt(100) < joinPercent) {
                    model.add(line.join());
                } else {
                    line.leave(model.remove(leavesInOrder ? 0 : random.nextInt(model.size())));
                }
                assertThat(line.length()).as("seed %s", seed).isEqualTo(model.size());
                if (!model.isEmpty()) {
                    int index = random.nextInt(model.size());
                    assertThat(line.ahead(model.get(index)))
                            .as("seed %s, run %s, step %s", seed, run, step)
                            .isEqualTo(index);
                }
            }
            for (int index = 0; index < model.size(); index++) {
                assertThat(line.ahead(model.get(index))).as("seed %s", seed).isEqualTo(index);
            }
        }
    }
}
