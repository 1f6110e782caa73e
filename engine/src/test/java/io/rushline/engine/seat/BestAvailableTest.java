package io.rushline.engine.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.seat.SeatPlans.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with a search that looks at every seat of every place and states the rules one after the other. */
class BestAvailableTest {
    private static final int PLANS = 60;
    private static final int SEARCHES_PER_PLAN = 60;

    @ParameterizedTest
    @ValueSource(ints = {6, 30, 64, 65, 200})
    void shouldFindWhatALookAtEverySeatFinds(int longestRow) {
        long seed = 4_711L + longestRow;
        Random random = new Random(seed);
        BestAvailable bestAvailable = new BestAvailable();
        SeatSelection found = new SeatSelection();
        int successes = 0;
        for (int i = 0; i < PLANS; i++) {
            SeatPlan plan = plan(random, longestRow);
            for (int j = 0; j < SEARCHES_PER_PLAN; j++) {
                BitSet free = free(plan, random);
                int category = random.nextInt(3) - 1;
                int section = random.nextInt(3) - 1;
                int quantity = 1 + random.nextInt(10);
                boolean mustBeAdjacent = random.nextBoolean();
                List<Integer> expected = expected(plan, free, category, section, quantity, mustBeAdjacent);
                boolean isFound = bestAvailable.find(
                        plan, words(plan, free), 0, category, section, quantity, mustBeAdjacent, found);
                String run = "seed " + seed + ", plan " + i + ", search " + j + ": " + quantity + " of " + free;
                assertThat(seats(found)).as(run).isEqualTo(expected);
                assertThat(isFound).as(run).isEqualTo(!expected.isEmpty());
                successes += isFound ? 1 : 0;
            }
        }
        assertThat(successes)
                .as("seed " + seed)
                .isBetween(PLANS * SEARCHES_PER_PLAN / 10, PLANS * SEARCHES_PER_PLAN * 9 / 10);
    }

    /** An area whose places end with a word of the bitmap is not helped by the row behind it. */
    @Test
    void shouldCountNoPlacesBehindAnArea() {
        SeatPlan plan = SeatPlans.plan(1, 1, List.of(new Row(0, 0, true, 1, 64, List.of()), Row.of(10), Row.of(64)));
        BitSet free = new BitSet();
        free.set(60, 69);
        SeatSelection found = new SeatSelection();
        assertThat(new BestAvailable()
                        .find(plan, words(plan, free), 0, BestAvailable.ANY, BestAvailable.ANY, 5, true, found))
                .isTrue();
        assertThat(seats(found)).containsExactly(64, 65, 66, 67, 68);
    }

    private static SeatPlan plan(Random random, int longestRow) {
        List<Row> rows = new ArrayList<>();
        int rowCount = 1 + random.nextInt(6);
        for (int i = 0; i < rowCount; i++) {
            int length = 1 + random.nextInt(longestRow);
            List<Integer> marked = new ArrayList<>();
            for (int number = 1; number <= length; number++) {
                if (random.nextInt(20) == 0) {
                    marked.add(number);
                }
            }
            rows.add(new Row(random.nextInt(2), random.nextInt(2), random.nextInt(5) == 0, 1, length, marked));
        }
        return SeatPlans.plan(2, 2, rows);
    }

    /** From nearly empty to nearly sold out, in runs as sales leave them. */
    private static BitSet free(SeatPlan plan, Random random) {
        BitSet free = new BitSet();
        int percentFree = random.nextInt(100);
        int longestRun = 1 + random.nextInt(12);
        int seat = 0;
        while (seat < plan.seatCount()) {
            int end = Math.min(plan.seatCount(), seat + 1 + random.nextInt(longestRun));
            free.set(seat, end, random.nextInt(100) < percentFree);
            seat = end;
        }
        return free;
    }

    private static List<Integer> expected(
            SeatPlan plan, BitSet free, int category, int section, int quantity, boolean mustBeAdjacent) {
        BitSet candidates = new BitSet();
        for (int row = 0; row < plan.rowCount(); row++) {
            boolean isAsked = (category == BestAvailable.ANY || plan.rowCategory(row) == category)
                    && (section == BestAvailable.ANY || plan.rowSection(row) == section);
            for (int seat = plan.rowStart(row); seat < plan.rowStart(row) + plan.rowLength(row); seat++) {
                candidates.set(seat, isAsked && free.get(seat) && plan.isOrdinary(seat));
            }
        }
        List<Integer> taken = new ArrayList<>();
        int size = quantity;
        while (taken.size() < quantity && size > 0) {
            size = Math.min(size, quantity - taken.size());
            List<Integer> group = bestGroup(plan, candidates, size);
            if (!group.isEmpty()) {
                group.forEach(candidates::clear);
                taken.addAll(group);
            } else if (mustBeAdjacent) {
                return List.of();
            } else {
                size--;
            }
        }
        taken.sort(null);
        return taken.size() == quantity ? taken : List.of();
    }

    private record Group(boolean leavesOrphan, int row, int distance, List<Integer> seats) {
        boolean isBetterThan(Group other) {
            if (leavesOrphan != other.leavesOrphan) {
                return other.leavesOrphan;
            }
            if (row != other.row) {
                return row < other.row;
            }
            return distance != other.distance ? distance < other.distance : seats.get(0) < other.seats.get(0);
        }
    }

    private static List<Integer> bestGroup(SeatPlan plan, BitSet candidates, int size) {
        Group best = null;
        for (int row = 0; row < plan.rowCount(); row++) {
            for (Group group : groups(plan, candidates, row, size)) {
                best = best == null || group.isBetterThan(best) ? group : best;
            }
        }
        return best == null ? List.of() : best.seats();
    }

    private static List<Group> groups(SeatPlan plan, BitSet candidates, int row, int size) {
        int start = plan.rowStart(row);
        int end = start + plan.rowLength(row);
        List<Group> groups = new ArrayList<>();
        if (plan.isGeneralAdmission(row)) {
            List<Integer> places = candidates.get(0, end).stream()
                    .filter(seat -> seat >= start)
                    .limit(size)
                    .boxed()
                    .toList();
            return places.size() == size ? List.of(new Group(false, row, 0, places)) : groups;
        }
        for (int first = start; first + size <= end; first++) {
            if (candidates.get(first, first + size).cardinality() == size) {
                boolean leavesOrphan = isAlone(candidates, first - 1, -1, start, end)
                        || isAlone(candidates, first + size, 1, start, end);
                // Twice the distance between the group's middle and the row's, so that halves stay whole.
                int distance = Math.abs(2 * first + size - (start + end));
                groups.add(new Group(leavesOrphan, row, distance, range(first, size)));
            }
        }
        return groups;
    }

    private static boolean isAlone(BitSet candidates, int seat, int outwards, int start, int end) {
        return isCandidate(candidates, seat, start, end) && !isCandidate(candidates, seat + outwards, start, end);
    }

    private static boolean isCandidate(BitSet candidates, int seat, int start, int end) {
        return seat >= start && seat < end && candidates.get(seat);
    }

    private static List<Integer> range(int first, int size) {
        List<Integer> seats = new ArrayList<>();
        for (int seat = first; seat < first + size; seat++) {
            seats.add(seat);
        }
        return seats;
    }

    private static List<Integer> seats(SeatSelection selection) {
        List<Integer> seats = new ArrayList<>();
        for (int i = 0; i < selection.count(); i++) {
            seats.add(selection.seat(i));
        }
        return seats;
    }

    private static long[] words(SeatPlan plan, BitSet bits) {
        return Arrays.copyOf(bits.toLongArray(), Bits.wordCount(plan.seatCount()));
    }
}
