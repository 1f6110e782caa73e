package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormerPricesTest {
    private static final long[] FIRST = {1000, 500};
    private static final long[] SECOND = {1200, 500};
    private static final long[] NOW = {900, 600};

    private final FormerPrices prices = FormerPrices.NONE.and(20, FIRST).and(30, SECOND);

    @Test
    void shouldTellThePricesThatHeldForACommand() {
        assertThat(prices.at(19, NOW)).isSameAs(FIRST);
        assertThat(prices.at(21, NOW)).isSameAs(SECOND);
        assertThat(prices.at(29, NOW)).isSameAs(SECOND);
        assertThat(prices.at(31, NOW)).isSameAs(NOW);
    }

    @Test
    void shouldTellTheSameWhateverComesLater() {
        FormerPrices later = prices.and(40, NOW);

        assertThat(later.at(19, SECOND)).isSameAs(FIRST);
        assertThat(later.at(31, FIRST)).isSameAs(NOW);
    }

    @Test
    void shouldForgetTheOldestOfTooMany() {
        FormerPrices many = prices;
        for (int i = 0; i < FormerPrices.MAX_KEPT; i++) {
            many = many.and(100 + i, new long[] {i, i});
        }
        assertThat(many.entries()).hasSize(FormerPrices.MAX_KEPT);
        assertThat(many.entries().get(0).untilSequence()).isEqualTo(100);
    }
}
