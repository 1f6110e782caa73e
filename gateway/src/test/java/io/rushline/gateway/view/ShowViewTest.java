package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.LinePolicy;
import io.rushline.gateway.catalogue.HallLayout;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

/** One row of three seats. */
class ShowViewTest {
    private static final long SEQUENCE = 500;

    private final ShowView show = show();

    @Test
    void shouldShowEachOfSeveralChangesByOneCommand() {
        change(ShowView.HELD, 1, 0, 1);
        SeatMap freed = change(ShowView.FREE, 2, 0, 1);
        SeatMap offered = change(ShowView.HELD, 3, 0, 1);

        assertThat(freed.letters(0, 3)).isEqualTo("FFF");
        assertThat(offered.letters(0, 3)).isEqualTo("HHF");
        assertThat(offered.version()).isNotEqualTo(freed.version());
        assertThat(offered.freeInCategory(0)).isEqualTo(1);
    }

    @Test
    void shouldGiveTheSameMapUntilASeatChanges() {
        SeatMap before = show.seats();

        assertThat(show.seats()).isSameAs(before);
        assertThat(change(ShowView.BOOKED, 1, 2)).isNotSameAs(before);
        assertThat(before.letters(0, 3)).isEqualTo("FFF");
    }

    private SeatMap change(byte letter, long eventId, int... seats) {
        show.change(Seats.of(seats), letter, SEQUENCE, eventId);
        return show.seats();
    }

    private static ShowView show() {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        HallLayout layout = new HallLayout(
                List.of(new HallLayout.Section("Stalls", List.of(new HallLayout.Row("A", "Standard", 3)))), List.of());
        layout.encode(buffer, 0, 0, 0, 1, "Small");
        ShowView.Terms terms = new ShowView.Terms(
                1, 0, 0, 0, 1_000, 0, 1_000, 10, 0, LinePolicy.STRICT_FIFO, "USD", new long[] {1500});
        return new ShowView(2, PlanView.decode(1, buffer, 0), terms, 2, 0);
    }
}
