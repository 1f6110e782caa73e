package io.rushline.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormerPricesTest {
    private static final long[] FIRST = {1000, 500};
    private static final long[] SECOND = {1200, 500};
    private static final long[] NOW = {900, 600};
    private static final int[] ONE_OF_EACH = {0, 1};

    private final FormerPrices prices = FormerPrices.NONE.and(20, FIRST).and(30, SECOND);

    @Test
    void shouldTellThePricesThatHeldWhenTheHoldWasMade() {
        assertThat(prices.of(10, ONE_OF_EACH, 1500, NOW)).isSameAs(FIRST);
        assertThat(prices.of(25, ONE_OF_EACH, 1700, NOW)).isSameAs(SECOND);
        assertThat(prices.of(31, ONE_OF_EACH, 1500, NOW)).isSameAs(NOW);
    }

    @Test
    void shouldTellThePricesOfAnOfferThatWasMadeLaterThanItsWaiterJoined() {
        assertThat(prices.of(10, ONE_OF_EACH, 1700, NOW)).isSameAs(SECOND);
        assertThat(prices.of(10, new int[] {0}, 900, NOW)).isSameAs(NOW);
    }

    @Test
    void shouldTellTheSameWhateverComesLater() {
        FormerPrices later = prices.and(40, NOW);

        assertThat(later.of(10, ONE_OF_EACH, 1500, SECOND)).isSameAs(FIRST);
        assertThat(later.of(31, ONE_OF_EACH, 1500, FIRST)).isSameAs(NOW);
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
