package io.rushline.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HoldLengthsTest {
    private final HoldLengths lengths = new HoldLengths();

    @Test
    void shouldKnowTheLengthOfAShowWhoseHoldsLastAlike() {
        lengths.learn("1", 8_000);
        lengths.learn("1", 8_000);
        lengths.learn("2", 5_000);

        assertThat(lengths.holdMs("1")).isEqualTo(8_000);
        assertThat(lengths.holdMs("2")).isEqualTo(5_000);
        assertThat(lengths.holdMs("3")).isEqualTo(HoldLengths.UNKNOWN);
    }

    @Test
    void shouldNotKnowTheLengthAnyMoreWhenTheShowsTermsHaveChanged() {
        lengths.learn("1", 8_000);
        lengths.learn("1", 2_000);
        assertThat(lengths.holdMs("1")).isEqualTo(HoldLengths.UNKNOWN);

        lengths.learn("1", 8_000);
        assertThat(lengths.holdMs("1")).as("for ever").isEqualTo(HoldLengths.UNKNOWN);
    }
}
