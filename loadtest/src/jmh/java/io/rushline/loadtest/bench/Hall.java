package io.rushline.loadtest.bench;

import io.rushline.engine.protocol.DefineSeatPlanEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;

/**
 * The seats that all shows of a benchmark share: rows of equal length, from best to worst, in four price categories of
 * as many rows each, and in two sections. Every fifth row ends in two accessible places and two companion places.
 *
 * <pre>
 *   rows   0 ..  9   category 0   stalls      seats   0 .. 249      best available is asked for here
 *   rows  10 .. 19   category 1   stalls      seats 250 .. 499      and here
 *   rows  20 .. 29   category 2   balcony     seats 500 .. 749      seats are chosen here
 *   rows  30 .. 39   category 3   balcony     seats 750 .. 999      and here
 * </pre>
 *
 * <p>Caveat: choosing where the engine does not choose keeps commands that were made beforehand valid, whatever the
 * engine finds best.
 */
record Hall(int rowCount, int rowLength) {
    static final int CATEGORIES = 4;

    /** The categories in which the engine chooses; customers choose in the others. */
    static final int CATEGORIES_OF_ENGINE = 2;

    /** The largest party. */
    static final int MAX_PARTY = 4;

    /** A theatre of 1,000 seats. */
    static final Hall THEATRE = new Hall(40, 25);

    /** An arena of 20,000 seats. */
    static final Hall ARENA = new Hall(400, 50);

    private static final int ROWS_PER_MARKED_ROW = 5;
    private static final int MARKED_SEATS = 4;

    /** The hall with so many seats. */
    static Hall of(int seats) {
        for (Hall hall : List.of(THEATRE, ARENA)) {
            if (hall.seatCount() == seats) {
                return hall;
            }
        }
        throw new IllegalArgumentException("there is a hall of " + THEATRE.seatCount() + " and one of "
                + ARENA.seatCount() + " seats, none of " + seats);
    }

    int seatCount() {
        return rowCount * rowLength;
    }

    int category(int seat) {
        return seat / rowLength * CATEGORIES / rowCount;
    }

    /** Whether a seat is neither accessible nor for a companion. */
    boolean isOrdinary(int seat) {
        return !isMarked(seat / rowLength) || seat % rowLength < rowLength - MARKED_SEATS;
    }

    private static boolean isMarked(int row) {
        return row % ROWS_PER_MARKED_ROW == ROWS_PER_MARKED_ROW - 1;
    }

    /** Minor units. */
    static long price(int category) {
        return 9_000 - 1_500L * category;
    }

    /**
     * Cuts the part in which customers choose into groups of neighbours of 1 to 4 seats, as many of each size.
     *
     * @return first seats, by size; nothing at index 0
     */
    List<int[]> groups() {
        List<List<Integer>> groups = new ArrayList<>();
        for (int size = 0; size <= MAX_PARTY; size++) {
            groups.add(new ArrayList<>());
        }
        int firstRow = rowCount * CATEGORIES_OF_ENGINE / CATEGORIES;
        int seats = (rowCount - firstRow) * rowLength;
        int groupsOfSize = seats / (1 + 2 + 3 + MAX_PARTY);
        for (int row = firstRow; row < rowCount; row++) {
            int seat = row * rowLength;
            int end = seat + rowLength;
            // The longest first: they are the hardest to place, and single seats fill what is left of a row.
            for (int size = MAX_PARTY; size > 0; size--) {
                int share = (row - firstRow + 1) * groupsOfSize / (rowCount - firstRow);
                while (groups.get(size).size() < share && seat + size <= end) {
                    groups.get(size).add(seat);
                    seat += size;
                }
            }
        }
        return groups.stream()
                .map(starts -> starts.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** Writes the DefineSeatPlan of this hall at 0, and answers its length with the header. */
    int encode(MutableDirectBuffer buffer, SplittableRandom random) {
        DefineSeatPlanEncoder plan = new DefineSeatPlanEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .cinemaId(1);
        plan.requestId().high(random.nextLong()).low(random.nextLong());
        DefineSeatPlanEncoder.CategoriesEncoder categories = plan.categoriesCount(CATEGORIES);
        for (int category = 0; category < CATEGORIES; category++) {
            categories.next().name("Category " + category);
        }
        plan.sectionsCount(2).next().name("Stalls").next().name("Balcony");
        DefineSeatPlanEncoder.RowsEncoder rows = plan.rowsCount(rowCount);
        for (int row = 0; row < rowCount; row++) {
            rows.next()
                    .section(row * 2 / rowCount)
                    .category(row * CATEGORIES / rowCount)
                    .kind(RowKind.NUMBERED)
                    .firstNumber(1)
                    .seatCount(rowLength);
            int markCount = isMarked(row) ? MARKED_SEATS : 0;
            DefineSeatPlanEncoder.RowsEncoder.MarksEncoder marks = rows.marksCount(markCount);
            for (int i = 0; i < markCount; i++) {
                marks.next().seatNumber(rowLength - i).mark(i % 2 == 0 ? SeatMark.ACCESSIBLE : SeatMark.COMPANION);
            }
            rows.name("Row " + (row + 1));
        }
        plan.name("Hall of " + seatCount());
        return MessageHeaderEncoder.ENCODED_LENGTH + plan.encodedLength();
    }
}
