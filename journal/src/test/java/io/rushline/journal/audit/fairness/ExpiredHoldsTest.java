package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.journal.audit.message.Command;
import org.junit.jupiter.api.Test;

/** How long a hold that expired may still be paid. */
class ExpiredHoldsTest {
    @Test
    void shouldFindALateBookingOfAHoldThatIsForgotten() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        long ann = sale.expire("ann", 0);
        sale.expire("bob", 1);
        sale.answer(new Command.StartEpoch(2, 9, 9, 99, 1, 99, 9, 99, 99, 1), null);
        sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", 0));

        assertThat(sale.audit().findings())
                .extracting(Finding::text)
                .contains("booking 8 of ann is late, and no such hold had expired");

        sale.expire("eve", 2);
        sale.decide(confirm(5, "bob"), sale.bookedLate(5, "bob", 1));
        assertThat(sale.audit().findings())
                .extracting(Finding::text)
                .contains("booking 11 of bob is late, and no such hold had expired");
    }

    @Test
    void shouldAllowALateBookingBehindAnEpochThatSaysNothingOfLimits() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        long ann = sale.expire("ann", 0);
        sale.answer(new Command.StartEpoch(2, -1, -1, -1, -1, -1, -1, -1, -1, -1), null);
        sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", 0));

        assertThat(sale.audit().findings()).isEmpty();
    }
}
