package io.rushline.engine.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.slab.Slab;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShowsTest {
    private static final SeatPlan PLAN = Sales.plan(1);

    private final Shows shows = new Shows(9);

    /** More than one chunk of slots, and more chunks than there is room for at first. */
    @Test
    void shouldFindEachShowByIdAndBySlot() {
        int count = 17 * 1_024 + 1;
        List<Show> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(add(10_000_000L - i));
        }
        assertThat(shows.count()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            Show show = added.get(i);
            assertThat(show.slot()).isEqualTo(i);
            assertThat(shows.at(i)).isSameAs(show);
            assertThat(shows.find(show.id())).isSameAs(show);
            assertThat(shows.isKnown(i, show.id())).isTrue();
        }
        Show[] byId = shows.showsById();
        for (int i = 0; i < count; i++) {
            assertThat(byId[i]).isSameAs(added.get(count - 1 - i));
        }
    }

    @Test
    void shouldForgetAShowAndGiveItsSlotToTheNext() {
        Show first = add(1);
        Show second = add(2);
        shows.remove(first);
        assertThat(shows.count()).isEqualTo(1);
        assertThat(shows.find(1)).isNull();
        assertThat(shows.isKnown(0, 1)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> shows.at(0)).withMessage("no show in slot 0");
        Show third = add(3);
        assertThat(third.slot()).isZero();
        assertThat(shows.at(0)).isSameAs(third);
        assertThat(shows.isKnown(0, 1)).isFalse();
        assertThat(shows.isKnown(0, 3)).isTrue();
        assertThat(shows.showsById()).containsExactly(second, third);
    }

    @Test
    void shouldNotKnowAnArchivedShow() {
        Show show = add(1);
        assertThat(shows.isKnown(Slab.NONE, 1)).isFalse();
        assertThat(shows.isKnown(0, 1)).isTrue();
        show.saleState(SaleState.ARCHIVED);
        assertThat(shows.isKnown(0, 1)).isFalse();
        assertThat(shows.at(0)).isSameAs(show);
    }

    @Test
    void shouldTellPlansById() {
        SeatPlan third = Sales.plan(3);
        SeatPlan second = Sales.plan(2);
        shows.add(third);
        shows.add(PLAN);
        shows.add(second);
        assertThat(shows.planCount()).isEqualTo(3);
        assertThat(shows.plansById()).containsExactly(PLAN, second, third);
        assertThat(shows.findPlan(2)).isSameAs(second);
        assertThat(shows.findPlan(4)).isNull();
    }

    @Test
    void shouldListUnfinishedShowsInTheOrderInWhichTheyCame() {
        long seed = 31;
        Random random = new Random(seed);
        List<Show> all = new ArrayList<>();
        for (int id = 1; id <= 6; id++) {
            all.add(add(id));
        }
        List<Show> model = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            Show show = all.get(random.nextInt(all.size()));
            if (random.nextBoolean()) {
                shows.addUnfinished(show);
                if (!model.contains(show)) {
                    model.add(show);
                }
            } else {
                shows.removeUnfinished(show);
                model.remove(show);
            }
            String run = "seed " + seed + ", step " + step;
            assertThat(unfinished()).as(run).containsExactlyElementsOf(model);
            assertThat(shows.unfinishedCount()).as(run).isEqualTo(model.size());
            assertThat(show.isUnfinished()).as(run).isEqualTo(model.contains(show));
        }
    }

    private List<Show> unfinished() {
        List<Show> list = new ArrayList<>();
        @Nullable Show each = shows.firstUnfinished();
        while (each != null) {
            list.add(each);
            each = shows.nextUnfinished(each);
        }
        return list;
    }

    private Show add(long id) {
        return shows.add(id, PLAN, Sales.terms(), 0, Sales.PRICES);
    }
}
