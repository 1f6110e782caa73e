package io.rushline.journal.audit.picture;

import io.rushline.engine.protocol.SeatMark;
import io.rushline.journal.audit.message.Command.DefineSeatPlan;
import io.rushline.journal.audit.message.Command.PlanMark;
import io.rushline.journal.audit.message.Command.PlanRow;
import java.util.ArrayList;
import java.util.BitSet;
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

    /** {@code SECTION-ROW-NUMBER}, or {@code #INDEX} for a seat that is not there. */
    public String seatName(int seat) {
        if (!has(seat)) {
            return "#" + seat;
        }
        int row = 0;
        while (row + 1 < firstSeats.size() && firstSeats.get(row + 1) <= seat) {
            row++;
        }
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
