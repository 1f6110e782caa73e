package io.rushline.loadtest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeardRepliesTest {
    @Test
    void shouldTakeBothNamesOfFullEngineForOneWhenItsJournalSaysCapacity() {
        assertThat(HeardReplies.isSame("OVERLOADED", "CAPACITY")).isTrue();
        assertThat(HeardReplies.isSame("CAPACITY", "CAPACITY")).isTrue();
        assertThat(HeardReplies.isSame("JOIN_LINE", "CAPACITY")).isFalse();
        assertThat(HeardReplies.isSame("CAPACITY", "JOIN_LINE")).isFalse();
    }
}
