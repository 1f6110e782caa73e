package io.rushline.engine.seat;

import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.DefineSeatPlanEncoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Seat plans for tests, read from the command that defines them. Each number may be out of range. */
final class SeatPlans {
    /** A row; {@code marked} are numbers of accessible seats. */
    record Row(int section, int category, boolean isGeneral, int firstNumber, int seatCount, List<Integer> marked) {
        static Row of(int seatCount, Integer... marked) {
            return new Row(0, 0, false, 1, seatCount, List.of(marked));
        }
    }

    private SeatPlans() {}

    static @Nullable SeatPlan decode(int categoryCount, int sectionCount, List<Row> rows) {
        return decode(command(categoryCount, sectionCount, rows));
    }

    static @Nullable SeatPlan decode(DefineSeatPlanDecoder command) {
        return SeatPlan.decode(1, command, MessageHeaderDecoder.ENCODED_LENGTH + command.sbeDecodedLength());
    }

    static SeatPlan plan(int categoryCount, int sectionCount, List<Row> rows) {
        SeatPlan plan = decode(categoryCount, sectionCount, rows);
        if (plan == null) {
            throw new IllegalArgumentException("refused: " + rows);
        }
        return plan;
    }

    static DefineSeatPlanDecoder command(int categoryCount, int sectionCount, List<Row> rows) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        DefineSeatPlanEncoder plan = new DefineSeatPlanEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .cinemaId(1);
        plan.requestId().high(0).low(0);
        DefineSeatPlanEncoder.CategoriesEncoder categories = plan.categoriesCount(categoryCount);
        for (int i = 0; i < categoryCount; i++) {
            categories.next().name("category " + i);
        }
        DefineSeatPlanEncoder.SectionsEncoder sections = plan.sectionsCount(sectionCount);
        for (int i = 0; i < sectionCount; i++) {
            sections.next().name("section " + i);
        }
        DefineSeatPlanEncoder.RowsEncoder encoder = plan.rowsCount(rows.size());
        for (Row row : new ArrayList<>(rows)) {
            encoder.next()
                    .section(row.section())
                    .category(row.category())
                    .kind(row.isGeneral() ? RowKind.GENERAL_ADMISSION : RowKind.NUMBERED)
                    .firstNumber(row.firstNumber())
                    .seatCount(row.seatCount());
            DefineSeatPlanEncoder.RowsEncoder.MarksEncoder marks =
                    encoder.marksCount(row.marked().size());
            row.marked().forEach(number -> marks.next().seatNumber(number).mark(SeatMark.ACCESSIBLE));
            encoder.name("row");
        }
        plan.name("hall");
        return new DefineSeatPlanDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
