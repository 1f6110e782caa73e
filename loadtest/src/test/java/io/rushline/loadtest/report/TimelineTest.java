package io.rushline.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long MS = 1_000_000;

    private final Timeline timeline = new Timeline();
    private int arrived;

    @Test
    void shouldNumberSecondsByTheClockWhenTicksAreSlightlyOff() {
        tick(1_002);
        tick(1_998);
        tick(3_004);

        assertThat(seconds()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldLeaveOutTheSecondsInWhichTheTesterWasStarved() {
        tick(1_000);
        tick(5_700);
        // The ticks that were due meanwhile come at once.
        tick(5_701);
        tick(5_702);
        tick(6_010);
        tick(7_000);

        assertThat(seconds()).containsExactly(1, 6, 7);
    }

    @Test
    void shouldCountBySecondsAndNotByTicksWhenOneIsLate() {
        tick(1_000);
        for (int i = 0; i < 800; i++) {
            timeline.count(i < 80, false);
        }
        arrived = 400;
        tick(5_000);

        Moment late = timeline.moments().get(1);
        assertThat(late.seconds()).isEqualTo(4);
        assertThat(late.perSecond(late.answers())).isEqualTo(200);
        assertThat(late.perSecond(late.arrivals())).isEqualTo(100);
        assertThat(late.line()).contains("   5 s  ", "200 answers/s, 20 refused/s");
    }

    @Test
    void shouldKeepWhatIsCountedBetweenTwoTicksThatComeAtOnceForTheNext() {
        tick(1_000);
        timeline.count(false, false);
        tick(1_001);
        tick(2_000);

        assertThat(timeline.moments()).extracting(Moment::answers).containsExactly(0L, 1L);
    }

    @Test
    void shouldNumberTheLastPieceOfASecondAsThatSecond() {
        tick(1_000);
        tick(2_000);
        timeline.count(false, false);
        Moment last = timeline.end(2_200 * MS, gauges());

        assertThat(last.second()).isEqualTo(3);
        assertThat(last.seconds()).isCloseTo(0.2, within(1e-9));
        assertThat(last.line()).contains("in 0.20 s 1 answers, 0 refused").doesNotContain("answers/s");
    }

    @Test
    void shouldTellOfSecondsAfterTheEndAndNotKeepThem() {
        tick(1_000);
        Moment last = timeline.end(2_000 * MS, gauges());
        timeline.count(false, false);

        assertThat(timeline.tick(3_000 * MS, gauges())).hasValueSatisfying(late -> {
            assertThat(late.second()).isEqualTo(3);
            assertThat(late.answers()).isEqualTo(1);
        });
        assertThat(timeline.moments()).hasSize(2).endsWith(last);
    }

    @Test
    void shouldSayForHowLongNothingWasAnswered() {
        tick(1_000);
        tick(4_000);

        assertThat(timeline.moments())
                .extracting(Moment::line)
                .satisfiesExactly(
                        first -> assertThat(first).contains("nothing was answered in this second"),
                        late -> assertThat(late).contains("nothing was answered for 3.0 s"));
    }

    private void tick(long elapsedMs) {
        var unused = timeline.tick(elapsedMs * MS, gauges());
    }

    private Moment.Gauges gauges() {
        return new Moment.Gauges(arrived, 400, 0, 0, 0);
    }

    private List<Integer> seconds() {
        return timeline.moments().stream().map(Moment::second).toList();
    }
}
