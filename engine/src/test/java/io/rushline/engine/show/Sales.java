package io.rushline.engine.show;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.engine.seat.SeatPlan;
import java.util.List;
import java.util.Objects;

/** A small hall, and terms of sale, for tests of shows. */
final class Sales {
    static final long[] PRICES = {1_000, 2_500};

    private Sales() {}

    /** Seats 0 to 69 of category 0, where 0 is accessible; 70 to 79 of category 1. */
    static SeatPlan plan(long id) {
        CommandEncoder command = new CommandEncoder();
        command.defineSeatPlan(
                List.of("std", "vip"),
                List.of("Stalls", "Balcony"),
                List.of(
                        new CommandEncoder.Row(
                                0,
                                0,
                                RowKind.NUMBERED,
                                1,
                                70,
                                List.of(new CommandEncoder.Mark(1, SeatMark.ACCESSIBLE)),
                                "A"),
                        new CommandEncoder.Row(1, 1, RowKind.NUMBERED, 1, 10, List.of(), "B")));
        DefineSeatPlanDecoder decoder =
                new DefineSeatPlanDecoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderDecoder());
        return Objects.requireNonNull(SeatPlan.decode(id, decoder, command.length()));
    }

    static ShowTerms terms() {
        return new ShowTerms(11, 12, 13, 300_000, 5_000, 3_600_000, 9, 4, true, 'U' | 'S' << 8 | 'D' << 16);
    }
}
