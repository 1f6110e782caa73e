package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    @Test
    void shouldDecideTheSameWhenSeedAndCustomerAreTheSame() {
        for (int customer = 0; customer < 1_000; customer++) {
            assertThat(Choices.of(42, customer, 3)).isEqualTo(Choices.of(42, customer, 3));
        }
    }

    @Test
    void shouldDecideOtherwiseWhenSeedOrCustomerIsAnother() {
        Set<Choices> choices = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            choices.add(Choices.of(i, 0, 1_000));
            choices.add(Choices.of(0, i, 1_000));
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
            Choices choices = Choices.of(7, customer, 4);
            parties[choices.party()]++;
            shows[choices.show()]++;
            afterHold.merge(choices.afterHold(), 1, Integer::sum);
            afterOffer.merge(choices.afterOffer(), 1, Integer::sum);
            assertThat(choices.thinkMs()).isBetween(100, 1_500);
        }

        for (int size = 1; size <= Choices.PARTY_MAX; size++) {
            assertThat(parties[size]).as("parties of %d", size).isBetween(1_300, 4_200);
        }
        assertThat(shows).allSatisfy(count -> assertThat(count).isBetween(2_300, 2_700));
        assertThat(afterHold.get(Ending.BOOK)).isBetween(5_800, 6_200);
        assertThat(afterHold.get(Ending.RELEASE)).isBetween(1_300, 1_700);
        assertThat(afterOffer.get(Ending.BOOK)).isBetween(8_300, 8_700);
        assertThat(afterOffer.get(Ending.LET_EXPIRE)).isBetween(300, 500);
    }
}
