package io.rushline.engine.oracle;

import io.rushline.engine.protocol.Adjacency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A search for the best seats: B1, B2 and B3. */
final class NaiveSearch {
    private final NaiveShow show;
    private final int category;
    private final int section;
    private final List<Integer> taken = new ArrayList<>();

    private record Group(int start, int distance, boolean leavesOrphan) {}

    private NaiveSearch(NaiveShow show, int category, int section) {
        this.show = show;
        this.category = category;
        this.section = section;
    }

    /** The seats found, ascending; none when there are none. */
    static List<Integer> find(NaiveShow show, int quantity, int category, int section, Adjacency adjacency) {
        NaiveSearch search = new NaiveSearch(show, category, section);
        List<Integer> group = search.group(quantity);
        if (!group.isEmpty()) {
            return group;
        }
        return adjacency == Adjacency.REQUIRED ? List.of() : search.split(quantity);
    }

    /** How many seats such a search can find: ordinary ones that are free. */
    static int count(NaiveShow show, int category, int section) {
        NaiveSearch search = new NaiveSearch(show, category, section);
        return (int) show.plan.rows().stream()
                .flatMapToInt(row -> seats(row).filter(seat -> search.isCandidate(row, seat)))
                .count();
    }

    /** B3. */
    private List<Integer> split(int quantity) {
        int size = quantity - 1;
        while (taken.size() < quantity && size > 0) {
            size = Math.min(size, quantity - taken.size());
            List<Integer> group = group(size);
            if (group.isEmpty()) {
                size--;
            }
            taken.addAll(group);
        }
        return taken.size() < quantity ? List.of() : List.copyOf(new TreeSet<>(taken));
    }

    /** B2. */
    private List<Integer> group(int size) {
        List<Integer> withOrphan = List.of();
        for (NaivePlan.Row row : show.plan.rows()) {
            if (row.isArea()) {
                List<Integer> places = seats(row)
                        .filter(seat -> isCandidate(row, seat))
                        .limit(size)
                        .boxed()
                        .toList();
                if (places.size() == size) {
                    return places;
                }
                continue;
            }
            List<Group> groups = groups(row, size);
            Optional<Group> best = nearest(
                    groups.stream().filter(group -> !group.leavesOrphan()).toList());
            if (best.isPresent()) {
                return seatsOf(best.get(), size);
            }
            if (withOrphan.isEmpty() && !groups.isEmpty()) {
                withOrphan = seatsOf(nearest(groups).orElseThrow(), size);
            }
        }
        return withOrphan;
    }

    private List<Group> groups(NaivePlan.Row row, int size) {
        List<Group> groups = new ArrayList<>();
        int end = row.firstSeat() + row.seatCount();
        for (int start = row.firstSeat(); start + size <= end; start++) {
            if (isGroup(row, start, size)) {
                int left = candidatesFrom(row, start - 1, -1);
                int right = candidatesFrom(row, start + size, 1);
                int distance = Math.abs(2 * start - (2 * row.firstSeat() + row.seatCount() - size));
                groups.add(new Group(start, distance, left == 1 || right == 1));
            }
        }
        return groups;
    }

    private boolean isGroup(NaivePlan.Row row, int start, int size) {
        for (int seat = start; seat < start + size; seat++) {
            if (!isCandidate(row, seat)) {
                return false;
            }
        }
        return true;
    }

    /** How many neighbours in this direction are candidates. */
    private int candidatesFrom(NaivePlan.Row row, int from, int direction) {
        int count = 0;
        for (int seat = from;
                seat >= row.firstSeat() && seat < row.firstSeat() + row.seatCount() && isCandidate(row, seat);
                seat += direction) {
            count++;
        }
        return count;
    }

    /** B1. */
    private boolean isCandidate(NaivePlan.Row row, int seat) {
        return show.isFree(seat)
                && show.plan.isOrdinary(seat)
                && (category == -1 || row.category() == category)
                && (section == -1 || row.section() == section)
                && !taken.contains(seat);
    }

    private static Optional<Group> nearest(List<Group> groups) {
        return groups.stream().min(Comparator.comparingInt(Group::distance).thenComparingInt(Group::start));
    }

    private static List<Integer> seatsOf(Group group, int size) {
        return IntStream.range(group.start(), group.start() + size).boxed().toList();
    }

    private static IntStream seats(NaivePlan.Row row) {
        return IntStream.range(row.firstSeat(), row.firstSeat() + row.seatCount());
    }
}
