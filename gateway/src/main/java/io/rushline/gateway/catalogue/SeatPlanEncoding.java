package io.rushline.gateway.catalogue;

import io.rushline.engine.protocol.DefineSeatPlanEncoder;
import io.rushline.engine.protocol.DefineSeatPlanEncoder.CategoriesEncoder;
import io.rushline.engine.protocol.DefineSeatPlanEncoder.RowsEncoder;
import io.rushline.engine.protocol.DefineSeatPlanEncoder.RowsEncoder.MarksEncoder;
import io.rushline.engine.protocol.DefineSeatPlanEncoder.SectionsEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.gateway.catalogue.HallLayout.Area;
import io.rushline.gateway.catalogue.HallLayout.Row;
import io.rushline.gateway.catalogue.HallLayout.Section;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** Writes one layout as a DefineSeatPlan: sections first, then each area as a section of one row. */
final class SeatPlanEncoding {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DefineSeatPlanEncoder plan = new DefineSeatPlanEncoder();

    SeatPlanEncoding(MutableDirectBuffer buffer, int offset) {
        plan.wrapAndApplyHeader(buffer, offset, header);
    }

    int encode(HallLayout layout, long requestIdHigh, long requestIdLow, long cinemaId, String hallName) {
        plan.requestId().high(requestIdHigh).low(requestIdLow);
        plan.cinemaId(cinemaId);
        List<String> categories = layout.categories();
        CategoriesEncoder categoryGroup = plan.categoriesCount(categories.size());
        categories.forEach(category -> categoryGroup.next().name(category));
        SectionsEncoder sectionGroup =
                plan.sectionsCount(layout.sections().size() + layout.areas().size());
        layout.sections().forEach(section -> sectionGroup.next().name(section.name()));
        layout.areas().forEach(area -> sectionGroup.next().name(area.name()));
        encodeRows(layout, categories);
        plan.name(hallName);
        return header.encodedLength() + plan.encodedLength();
    }

    private void encodeRows(HallLayout layout, List<String> categories) {
        int numberedRows = layout.sections().stream()
                .mapToInt(section -> section.rows().size())
                .sum();
        RowsEncoder rows = plan.rowsCount(numberedRows + layout.areas().size());
        int section = 0;
        for (Section numbered : layout.sections()) {
            for (Row row : numbered.rows()) {
                rows.next()
                        .section(section)
                        .category(categories.indexOf(row.category()))
                        .kind(RowKind.NUMBERED)
                        .firstNumber(row.firstNumber())
                        .seatCount(row.seats());
                encodeMarks(rows, row);
                rows.name(row.name());
            }
            section++;
        }
        for (Area area : layout.areas()) {
            rows.next()
                    .section(section)
                    .category(categories.indexOf(area.category()))
                    .kind(RowKind.GENERAL_ADMISSION)
                    .firstNumber(1)
                    .seatCount(area.capacity())
                    .marksCount(0);
            rows.name(HallLayout.AREA_ROW);
            section++;
        }
    }

    private static void encodeMarks(RowsEncoder rows, Row row) {
        MarksEncoder marks =
                rows.marksCount(row.accessible().size() + row.companion().size());
        row.accessible().forEach(number -> marks.next().seatNumber(number).mark(SeatMark.ACCESSIBLE));
        row.companion().forEach(number -> marks.next().seatNumber(number).mark(SeatMark.COMPANION));
    }
}
