package io.rushline.journal.audit.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.CommandEncoder.Change;
import io.rushline.engine.CommandEncoder.Row;
import io.rushline.engine.CommandEncoder.Terms;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
import io.rushline.journal.audit.whatif.WhatIf.Difference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A sale of four seats in two shows of the same kind, decided again under other terms. */
class WhatIfTest {
    private static final long START_MS = 1_790_000_000_000L;
    private static final long FIRST_SHOW = 3;
    private static final long SECOND_SHOW = 4;
    private static final int LAST = 16;
    private static final OtherTerms SAME =
            new OtherTerms(OptionalLong.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    private static final OtherTerms FIRST_FIT = policy(OptionalLong.empty());

    private final CommandEncoder encoder = new CommandEncoder();
    private long sequence;

    @Test
    void shouldComeOutTheSameUnderTheSameTerms() {
        WhatIf same = replay(SAME, LAST);

        assertThat(same.shows()).hasSize(2).noneMatch(Difference::isAny);
        assertThat(same.stateAsItWouldBe()).isEqualTo(same.stateAsItWas());
    }

    @Test
    void shouldServeWhoFitsUnderFirstFit() {
        WhatIf other = replay(FIRST_FIT, LAST);

        assertThat(other.shows()).hasSize(2).allMatch(Difference::isAny);
        for (Difference show : other.shows()) {
            // Strictly first come, first served: the party of three is in the way of the single one.
            assertThat(show.was().offers()).isZero();
            assertThat(show.would().offers()).isOne();
            assertThat(show.would().skips()).isPositive();
            assertThat(show.would().policy()).isEqualTo(LinePolicy.FIRST_FIT);
        }
        assertThat(other.stateAsItWas()).isEqualTo(replay(SAME, LAST).stateAsItWas());
    }

    @Test
    void shouldStopWhereItIsTold() {
        // Up to the releases that free a seat in each show, nothing could come out differently but the policy.
        assertThat(replay(FIRST_FIT, LAST - 2).shows()).noneMatch(Difference::isAny);
        assertThat(replay(FIRST_FIT, LAST - 1).shows())
                .filteredOn(Difference::isAny)
                .hasSize(1);
    }

    @Test
    void shouldChangeOnlyTheShowThatIsNamed() {
        List<Difference> shows =
                replay(policy(OptionalLong.of(SECOND_SHOW)), LAST).shows();

        assertThat(shows.get(0).was().showId()).isEqualTo(FIRST_SHOW);
        assertThat(shows.get(0).isAny()).isFalse();
        assertThat(shows.get(1).isAny()).isTrue();
    }

    @Test
    void shouldRefuseWhatOtherLimitsForbid() {
        OtherTerms perHold =
                new OtherTerms(OptionalLong.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.of(1));
        OtherTerms perCustomer =
                new OtherTerms(OptionalLong.empty(), Optional.empty(), OptionalInt.of(1), OptionalInt.empty());

        for (Difference show : replay(perHold, LAST).shows()) {
            assertThat(show.was().refusals()).doesNotContainKey(Code.TOO_MANY_SEATS);
            assertThat(show.would().refusals().get(Code.TOO_MANY_SEATS)).isPositive();
        }
        for (Difference show : replay(perCustomer, LAST).shows()) {
            assertThat(show.was().refusals()).doesNotContainKey(Code.CUSTOMER_LIMIT);
            assertThat(show.would().refusals().get(Code.CUSTOMER_LIMIT)).isPositive();
        }
    }

    /** Who asks for other limits means them for good, whatever was changed later. */
    @Test
    void shouldKeepOtherLimitsWhenTheShowWasChanged() {
        OtherTerms perHold =
                new OtherTerms(OptionalLong.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.of(1));
        WhatIf whatIf = replay(perHold, 4);
        sequence = 4;
        tell(
                whatIf,
                LAST,
                encoder.changeShow(new Change(
                        FIRST_SHOW, Change.KEEP, Change.KEEP, Change.KEEP, Change.KEEP, 5, 5, List.of(1_600L))));
        tell(whatIf, LAST, encoder.holdSeats(FIRST_SHOW, "ann", 0, 1));

        Difference show = whatIf.shows().get(0);
        assertThat(show.was().refusals()).isEmpty();
        assertThat(show.would().refusals()).containsOnlyKeys(Code.TOO_MANY_SEATS);
    }

    private static OtherTerms policy(OptionalLong show) {
        return new OtherTerms(show, Optional.of(LinePolicy.FIRST_FIT), OptionalInt.empty(), OptionalInt.empty());
    }

    private WhatIf replay(OtherTerms terms, int until) {
        WhatIf whatIf = new WhatIf(terms);
        sequence = 0;
        tell(whatIf, until, encoder.startEpoch(1, EngineLimits.SMALL));
        tell(
                whatIf,
                until,
                encoder.defineSeatPlan(
                        List.of("std"),
                        List.of("Stalls"),
                        List.of(new Row(0, 0, RowKind.NUMBERED, 1, 4, List.of(), "A"))));
        for (int show = 0; show < 2; show++) {
            tell(
                    whatIf,
                    until,
                    encoder.createShow(new Terms(
                            2, 0, 300_000, 5_000, 3_600_000, 10, 0, LinePolicy.STRICT_FIFO, List.of(1_500L))));
        }
        long[] releasable = new long[2];
        for (int show = 0; show < 2; show++) {
            long showId = FIRST_SHOW + show;
            releasable[show] = sequence + 1;
            tell(whatIf, until, encoder.holdSeats(showId, "ann", 0));
            tell(whatIf, until, encoder.holdSeats(showId, "bob", 1, 2));
            tell(whatIf, until, encoder.holdSeats(showId, "cat", 3));
            tell(whatIf, until, encoder.joinLine(showId, "dan", 3, -1));
            tell(whatIf, until, encoder.joinLine(showId, "eve", 1, -1));
        }
        for (long hold : releasable) {
            tell(whatIf, until, encoder.releaseHold(hold, "ann"));
        }
        assertThat(sequence).isEqualTo(LAST);
        return whatIf;
    }

    private void tell(WhatIf whatIf, int until, CommandEncoder command) {
        sequence++;
        if (sequence <= until) {
            whatIf.onCommand(sequence, START_MS + sequence, command.buffer(), 0, command.length());
        }
    }
}
