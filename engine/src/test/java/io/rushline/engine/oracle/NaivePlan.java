package io.rushline.engine.oracle;

import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A seat plan: P1 and P2. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record NaivePlan(
        long id, byte[] definition, int categoryCount, int sectionCount, List<NaivePlan.Row> rows, List<Seat> seats) {
    private static final int MAX_SEATS = 1_000_000;
    private static final int MAX_FIRST_NUMBER = 2_146_483_647;
    private static final int MAX_CATEGORIES = 64;
    private static final int MAX_SECTIONS = 1_024;

    /** A row of the plan, whose seats are {@code firstSeat} and those behind it. */
    record Row(int section, int category, boolean isArea, int firstSeat, int seatCount) {}

    /** A seat of the plan. */
    record Seat(Row row, boolean isOrdinary) {}

    /** The plan that is defined, or null when the definition is malformed. */
    static @Nullable NaivePlan read(long id, byte[] bytes, DefineSeatPlanDecoder plan) {
        int categories = 0;
        for (DefineSeatPlanDecoder.CategoriesDecoder category : plan.categories()) {
            category.skipName();
            categories++;
        }
        int sections = 0;
        for (DefineSeatPlanDecoder.SectionsDecoder section : plan.sections()) {
            section.skipName();
            sections++;
        }
        if (categories > MAX_CATEGORIES || sections > MAX_SECTIONS) {
            return null;
        }
        List<Row> rows = new ArrayList<>();
        List<Seat> seats = new ArrayList<>();
        for (DefineSeatPlanDecoder.RowsDecoder row : plan.rows()) {
            RowKind kind = row.kind();
            long first = row.firstNumber();
            long count = row.seatCount();
            if (count < 1
                    || count > MAX_SEATS - seats.size()
                    || row.section() >= sections
                    || row.category() >= categories
                    || (kind != RowKind.NUMBERED && kind != RowKind.GENERAL_ADMISSION)
                    || first < 0
                    || first > MAX_FIRST_NUMBER) {
                return null;
            }
            boolean[] isMarked = new boolean[(int) count];
            for (DefineSeatPlanDecoder.RowsDecoder.MarksDecoder each : row.marks()) {
                long place = each.seatNumber() - first;
                SeatMark mark = each.mark();
                if (place < 0 || place >= count || mark == SeatMark.NULL_VAL || mark == SeatMark.SBE_UNKNOWN) {
                    return null;
                }
                isMarked[(int) place] |= mark != SeatMark.NONE;
            }
            row.skipName();
            Row known = new Row(
                    row.section(), row.category(), kind == RowKind.GENERAL_ADMISSION, seats.size(), (int) count);
            rows.add(known);
            for (boolean marked : isMarked) {
                seats.add(new Seat(known, !marked));
            }
        }
        return seats.isEmpty() ? null : new NaivePlan(id, bytes, categories, sections, rows, seats);
    }

    /** P16: the same with another name, which stands last in a definition, behind its length. */
    NaivePlan renamed(byte[] name) {
        DefineSeatPlanDecoder plan = new DefineSeatPlanDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(definition), 0, new MessageHeaderDecoder());
        plan.sbeSkip();
        int end = plan.limit();
        plan.sbeRewind();
        for (DefineSeatPlanDecoder.CategoriesDecoder category : plan.categories()) {
            category.skipName();
        }
        for (DefineSeatPlanDecoder.SectionsDecoder section : plan.sections()) {
            section.skipName();
        }
        for (DefineSeatPlanDecoder.RowsDecoder row : plan.rows()) {
            row.marks().forEach(mark -> {});
            row.skipName();
        }
        int head = end - plan.nameLength() - Short.BYTES;
        byte[] renamed = Arrays.copyOf(definition, head + Short.BYTES + name.length);
        renamed[head] = (byte) name.length;
        renamed[head + 1] = (byte) (name.length >> 8);
        System.arraycopy(name, 0, renamed, head + Short.BYTES, name.length);
        return new NaivePlan(id, renamed, categoryCount, sectionCount, rows, seats);
    }

    boolean hasSeat(int seat) {
        return seat >= 0 && seat < seats.size();
    }

    int category(int seat) {
        return seats.get(seat).row().category();
    }

    boolean isOrdinary(int seat) {
        return seats.get(seat).isOrdinary();
    }

    /** H6: seats that ascend. */
    boolean areAdjacent(List<Integer> chosen) {
        int first = chosen.get(0);
        int last = chosen.get(chosen.size() - 1);
        Row row = seats.get(first).row();
        boolean isOneRow = last < row.firstSeat() + row.seatCount();
        return isOneRow && (row.isArea() || last - first == chosen.size() - 1);
    }
}
