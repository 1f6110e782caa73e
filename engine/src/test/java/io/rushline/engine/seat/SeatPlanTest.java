package io.rushline.engine.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.seat.SeatPlans.Row;
import java.util.Collections;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatPlanTest {
    @Test
    void shouldReadRowsInTheirOrder() {
        SeatPlan plan = SeatPlans.plan(
                2,
                2,
                List.of(
                        Row.of(10, 1, 10),
                        new Row(1, 1, false, 101, 70, List.of(103)),
                        new Row(0, 1, true, 1, 500, List.of())));
        assertThat(plan.seatCount()).isEqualTo(580);
        assertThat(plan.rowCount()).isEqualTo(3);
        assertThat(plan.categoryCount()).isEqualTo(2);
        assertThat(plan.sectionCount()).isEqualTo(2);
        assertThat(plan.rowStart(1)).isEqualTo(10);
        assertThat(plan.rowLength(1)).isEqualTo(70);
        assertThat(plan.rowSection(1)).isEqualTo(1);
        assertThat(plan.rowCategory(0)).isZero();
        assertThat(plan.category(9)).isZero();
        assertThat(plan.category(10)).isEqualTo(1);
        assertThat(plan.isGeneralAdmission(1)).isFalse();
        assertThat(plan.isGeneralAdmission(2)).isTrue();
        assertThat(plan.isOrdinary(0)).isFalse();
        assertThat(plan.isOrdinary(1)).isTrue();
        assertThat(plan.isOrdinary(9)).isFalse();
        assertThat(plan.isOrdinary(12)).isFalse();
        assertThat(plan.ordinaryCount(0)).isEqualTo(8);
        assertThat(plan.ordinaryCount(1)).isEqualTo(569);
        for (int seat = 0; seat < 580; seat++) {
            assertThat(plan.rowOf(seat)).isEqualTo(seat < 10 ? 0 : seat < 80 ? 1 : 2);
        }
    }

    @Test
    void shouldAcceptTheLargestPlan() {
        assertThat(SeatPlans.plan(1, 1, List.of(Row.of(1_000_000))).seatCount()).isEqualTo(1_000_000);
        assertThat(SeatPlans.decode(64, 1_024, List.of(new Row(1_023, 63, false, 0, 1, List.of()))))
                .isNotNull();
    }

    @Test
    void shouldAcceptTheHighestNumbers() {
        int highest = Integer.MAX_VALUE - SeatPlan.MAX_SEATS;
        SeatPlan plan = SeatPlans.plan(1, 1, List.of(new Row(0, 0, false, highest, 3, List.of(highest + 2))));
        assertThat(plan.isOrdinary(1)).isTrue();
        assertThat(plan.isOrdinary(2)).isFalse();
    }

    @Test
    void shouldRefuseTooManySeatsCategoriesAndSections() {
        assertThat(SeatPlans.decode(1, 1, List.of(Row.of(1_000_001)))).isNull();
        assertThat(SeatPlans.decode(1, 1, List.of(Row.of(1_000_000), Row.of(1))))
                .isNull();
        assertThat(SeatPlans.decode(1, 1, Collections.nCopies(5_000, Row.of(1_000_000))))
                .isNull();
        assertThat(SeatPlans.decode(65, 1, List.of(Row.of(1)))).isNull();
        assertThat(SeatPlans.decode(1, 1_025, List.of(Row.of(1)))).isNull();
    }

    @Test
    void shouldRefusePlansWithoutSeats() {
        assertThat(SeatPlans.decode(1, 1, List.of())).isNull();
        assertThat(SeatPlans.decode(1, 1, List.of(Row.of(0)))).isNull();
        assertThat(SeatPlans.decode(1, 1, List.of(Row.of(5), Row.of(0)))).isNull();
        assertThat(SeatPlans.decode(1, 1, List.of(Row.of(-5), Row.of(10)))).isNull();
        assertThat(SeatPlans.decode(1, 1, List.of(Row.of(Integer.MIN_VALUE)))).isNull();
    }

    @Test
    void shouldRefuseRowsOfUnknownSectionsAndCategories() {
        assertThat(SeatPlans.decode(0, 1, List.of(Row.of(1)))).isNull();
        assertThat(SeatPlans.decode(1, 0, List.of(Row.of(1)))).isNull();
        assertThat(SeatPlans.decode(1, 1, List.of(new Row(1, 0, false, 1, 1, List.of()))))
                .isNull();
        assertThat(SeatPlans.decode(1, 1, List.of(new Row(0, 1, false, 1, 1, List.of()))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 999_999})
    void shouldRefuseFirstNumbersOutOfRange(int firstNumber) {
        assertThat(SeatPlans.decode(1, 1, List.of(new Row(0, 0, false, firstNumber, 5, List.of()))))
                .isNull();
    }

    /** The lowest integer comes near the highest first number when the difference wraps around. */
    @ParameterizedTest
    @ValueSource(ints = {9, 15, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE + 12})
    void shouldRefuseMarksOutsideTheirRow(int seatNumber) {
        assertThat(SeatPlans.decode(1, 1, List.of(new Row(0, 0, false, 10, 5, List.of(12, seatNumber)))))
                .isNull();
        int highest = Integer.MAX_VALUE - SeatPlan.MAX_SEATS;
        Row wide = new Row(0, 0, false, highest, SeatPlan.MAX_SEATS, List.of(seatNumber));
        assertThat(SeatPlans.decode(1, 1, List.of(wide))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100, 255})
    void shouldRefuseUnknownMarks(int mark) {
        DefineSeatPlanDecoder command = SeatPlans.command(1, 1, List.of(Row.of(3, 2)));
        // The mark is the last byte before the row's name, which is "row", and the hall's, which is "hall".
        int end = command.sbeDecodedLength() + command.offset();
        ((MutableDirectBuffer) command.buffer()).putByte(end - 6 - 5 - 1, (byte) mark);
        assertThat(SeatPlans.decode(command)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 255})
    void shouldRefuseUnknownKindsOfRows(int kind) {
        DefineSeatPlanDecoder command = SeatPlans.command(1, 1, List.of(Row.of(3)));
        int end = command.sbeDecodedLength() + command.offset();
        // Before the names come the marks' group of four bytes, the seat count and the first number.
        ((MutableDirectBuffer) command.buffer()).putByte(end - 6 - 5 - 4 - 4 - 4 - 1, (byte) kind);
        assertThat(SeatPlans.decode(command)).isNull();
    }
}
