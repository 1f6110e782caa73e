package io.rushline.journal.audit.picture;

import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.journal.audit.message.Command.DefineSeatPlan;
import io.rushline.journal.audit.message.Command.PlanMark;
import io.rushline.journal.audit.message.Command.PlanRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** The seats of a hall: their categories, which are ordinary, and what they are called. */
public final class PlanPicture {
    private final DefineSeatPlan definition;
    private String hall;
    private final List<Integer> firstSeats = new ArrayList<>();
    private final short[] categories;
    private final BitSet special = new BitSet();

    PlanPicture(DefineSeatPlan definition) {
        this.definition = definition;
        hall = definition.hall();
        int seatCount = 0;
        for (PlanRow row : definition.rows()) {
            firstSeats.add(seatCount);
            seatCount += row.seatCount();
        }
        categories = new short[seatCount];
        for (int i = 0; i < firstSeats.size(); i++) {
            place(definition.rows().get(i), firstSeats.get(i));
        }
    }

    private void place(PlanRow row, int firstSeat) {
        for (int seat = firstSeat; seat < firstSeat + row.seatCount(); seat++) {
            categories[seat] = (short) row.category();
        }
        for (PlanMark mark : row.marks()) {
            if (mark.mark() != SeatMark.NONE) {
                special.set(firstSeat + mark.seatNumber() - row.firstNumber());
            }
        }
    }

    public int seatCount() {
        return categories.length;
    }

    public int categoryCount() {
        return definition.categories().size();
    }

    public String hall() {
        return hall;
    }

    void rename(String newHall) {
        hall = newHall;
    }

    int category(int seat) {
        return categories[seat];
    }

    /** Whether a seat is there at all. */
    boolean has(int seat) {
        return seat >= 0 && seat < categories.length;
    }

    /** Whether a seat is neither an accessible nor a companion place. */
    public boolean isOrdinary(int seat) {
        return !special.get(seat);
    }

    /** Whether a seat is what somebody with a wish for a category waits for; -1 is any. */
    public boolean isWished(int seat, int category) {
        return isOrdinary(seat) && (category == -1 || categories[seat] == category);
    }

    /** Whether a seat is in a section; -1 is any. */
    public boolean isIn(int seat, int section) {
        return has(seat) && (section == -1 || definition.rows().get(row(seat)).section() == section);
    }

    /** Whether seats follow each other in one row, or are places of one general-admission area. */
    public boolean isAdjacent(List<Integer> seats) {
        if (seats.isEmpty() || !seats.stream().allMatch(this::has)) {
            return false;
        }
        int row = row(seats.get(0));
        int first = Collections.min(seats);
        int last = Collections.max(seats);
        boolean isArea = definition.rows().get(row).kind() == RowKind.GENERAL_ADMISSION;
        return seats.stream().allMatch(seat -> row(seat) == row) && (isArea || last - first == seats.size() - 1);
    }

    private int row(int seat) {
        int found = Collections.binarySearch(firstSeats, seat);
        return found < 0 ? -found - 2 : found;
    }

    /** {@code SECTION-ROW-NUMBER}, or {@code #INDEX} for a seat that is not there. */
    public String seatName(int seat) {
        if (!has(seat)) {
            return "#" + seat;
        }
        int row = row(seat);
        PlanRow of = definition.rows().get(row);
        int number = of.firstNumber() + seat - firstSeats.get(row);
        return definition.sections().get(of.section()) + '-' + of.name() + '-' + number;
    }

    /** The seat that {@link #seatName} calls so, or -1. */
    public int seat(String name) {
        for (int i = 0; i < firstSeats.size(); i++) {
            PlanRow row = definition.rows().get(i);
            String prefix = definition.sections().get(row.section()) + '-' + row.name() + '-';
            String number = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (number.matches("0|[1-9]\\d{0,8}")) {
                int inRow = Integer.parseInt(number) - row.firstNumber();
                if (inRow >= 0 && inRow < row.seatCount()) {
                    return firstSeats.get(i) + inRow;
                }
            }
        }
        return -1;
    }
}
