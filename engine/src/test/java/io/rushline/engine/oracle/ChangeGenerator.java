package io.rushline.engine.oracle;

import io.rushline.engine.CommandEncoder.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up changes of plans and shows. */
final class ChangeGenerator {
    private final Random random;
    private final NaiveState state;

    ChangeGenerator(Random random, NaiveState state) {
        this.random = random;
        this.state = state;
    }

    private boolean chance(int perMille) {
        return random.nextInt(1_000) < perMille;
    }

    SimulatedCommand rename() {
        List<Long> plans = new ArrayList<>(state.plans.keySet());
        long plan = chance(50) ? 0 : plans.get(random.nextInt(plans.size()));
        return new SimulatedCommand.RenamePlan(plan, chance(50) ? 501 : random.nextInt(20));
    }

    /** Some of a show's terms, mostly within their ranges. */
    SimulatedCommand change(long show, long nowMs) {
        NaiveShow known = state.shows.get(show);
        int categories = known == null || chance(20) ? random.nextInt(4) : known.plan.categoryCount();
        return new SimulatedCommand.ChangeShow(new Change(
                show,
                chance(200) ? random.nextInt(1_000) : Change.KEEP,
                chance(250) ? Math.max(nowMs, 50) + random.nextInt(150) - 50 : Change.KEEP,
                chance(300) ? (chance(20) ? 0 : 1 + random.nextInt(600)) : Change.KEEP,
                chance(200) ? (chance(20) ? 0 : 1 + random.nextInt(1_500)) : Change.KEEP,
                chance(300) ? (chance(20) ? 11 : 3 + random.nextInt(7)) : Change.KEEP_LIMIT,
                chance(300) ? random.nextInt(3) * (2 + random.nextInt(4)) : Change.KEEP_LIMIT,
                chance(500) ? prices(categories) : List.of()));
    }

    private List<Long> prices(int categories) {
        return IntStream.range(0, categories)
                .mapToObj(i -> chance(10) ? -1 : chance(300) ? Change.KEEP : 1_000L + 250L * random.nextInt(8))
                .toList();
    }
}
