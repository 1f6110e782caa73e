package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoicesTest {
    @Test
    void shouldDecideTheSameWhenSeedAndCustomerAreTheSame() {
        for (int customer = 0; customer < 1_000; customer++) {
            assertThat(Choices.of(Behaviour.USUAL, 42, customer, 3))
                    .isEqualTo(Choices.of(Behaviour.USUAL, 42, customer, 3));
        }
    }

    @Test
    void shouldDecideOtherwiseWhenSeedOrCustomerIsAnother() {
        Set<Choices> choices = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            choices.add(Choices.of(Behaviour.USUAL, i, 0, 1_000));
            choices.add(Choices.of(Behaviour.USUAL, 0, i, 1_000));
        }

        // (0, 0) is in both; a few may coincide.
        assertThat(choices).hasSizeGreaterThan(990);
    }

    @Test
    void shouldCoverAllChoicesInTheirSharesWhenThereAreManyCustomers() {
        int[] parties = new int[Choices.PARTY_MAX + 1];
        Integer[] shows = {0, 0, 0, 0};
        Map<Ending, Integer> afterHold = new EnumMap<>(Ending.class);
        Map<Ending, Integer> afterOffer = new EnumMap<>(Ending.class);
        for (int customer = 0; customer < 10_000; customer++) {
            Choices choices = Choices.of(Behaviour.USUAL, 7, customer, 4);
            parties[choices.party()]++;
            shows[choices.show()]++;
            afterHold.merge(choices.afterHold(), 1, Integer::sum);
            afterOffer.merge(choices.afterOffer(), 1, Integer::sum);
            assertThat(choices.hesitateMs()).isBetween(100, 1_500);
        }

        for (int size = 1; size <= Choices.PARTY_MAX; size++) {
            assertThat(parties[size]).as("parties of %d", size).isBetween(1_300, 4_200);
        }
        assertThat(shows).allSatisfy(count -> assertThat(count).isBetween(2_300, 2_700));
        assertThat(afterHold.get(Ending.PAY)).isBetween(5_800, 6_200);
        assertThat(afterHold.get(Ending.RELEASE)).isBetween(1_300, 1_700);
        assertThat(afterOffer.get(Ending.PAY)).isBetween(8_300, 8_700);
        assertThat(afterOffer.get(Ending.ABANDON)).isBetween(300, 500);
    }

    @Test
    void shouldFollowTheBehaviourWhenItIsUnusual() {
        Behaviour behaviour = Behaviour.USUAL.with(List.of(
                "# an attack",
                "bots = 30",
                "look=100",
                "party-of-1=100",
                "party-of-2=0",
                "party-of-3 = 0",
                "cancel=50"));
        int bots = 0;
        int cancel = 0;
        for (int customer = 0; customer < 10_000; customer++) {
            Choices choices = Choices.of(behaviour, 7, customer, 1);
            Choices usual = Choices.of(Behaviour.USUAL, 7, customer, 1);
            bots += choices.isBot() ? 1 : 0;
            cancel += choices.cancels() ? 1 : 0;
            assertThat(choices.looks()).isTrue();
            assertThat(choices.party()).isEqualTo(1);
            assertThat(choices.afterHold()).as("what was not changed").isEqualTo(usual.afterHold());
        }

        assertThat(bots).isBetween(2_800, 3_200);
        assertThat(cancel).isBetween(4_800, 5_200);
        assertThat(behaviour.unusual())
                .containsEntry("bots", 30)
                .containsEntry("party-of-1", 100)
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "look=50;hurry=3 | line 2: there is no trait 'hurry', only look, choose,",
                "look | line 1: 'look' is not of the form trait=value",
                "look=101 | line 1: look must be a number from 0 to 100, not '101'",
                "hesitate-min-ms=soon | must be a number from 0 to 3600000, not 'soon'",
                "pay=90;release=11 | pay and release are 101 together, and must be 100 at most",
                "patience-min-ms=20000 | patience-min-ms must not be more than patience-max-ms"
            })
    void shouldSayWhatIsWrongWhenTheBehaviourIs(String lines, String message) {
        assertThatThrownBy(() -> Behaviour.USUAL.with(List.of(lines.split(";"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
