package io.rushline.journal.audit.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JoinOrderTest {
    @Test
    void shouldCountThoseBeforeAsATreeDoesWhenManyComeAndGo() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        JoinOrder order = new JoinOrder();
        TreeSet<Long> model = new TreeSet<>();
        long next = 1;
        for (int step = 0; step < 5_000; step++) {
            // Long lines and short ones in turn.
            if (random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 30)) {
                next += random.nextLong(1, 4);
                order.add(next);
                model.add(next);
            } else {
                long id = random.nextLong(1, next + 1);
                order.remove(id);
                model.remove(id);
            }
            long asked = random.nextLong(0, next + 2);
            assertThat(order.before(asked))
                    .as("seed %d, step %d, id %d", seed, step, asked)
                    .isEqualTo(model.headSet(asked).size());
        }
    }

    @Test
    void shouldCountInALineOfManyWithoutWalkingIt() {
        JoinOrder order = new JoinOrder();
        int length = 200_000;
        long sum = 0;
        for (int id = 1; id <= length; id++) {
            order.add(id);
            // Whoever walks the line takes twenty billion steps here, which no build has the time for.
            sum += order.before(id);
        }
        assertThat(sum).isEqualTo((long) length * (length - 1) / 2);
    }
}
