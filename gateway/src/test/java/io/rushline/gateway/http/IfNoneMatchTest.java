package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfNoneMatchTest {
    private static final String TAG = "\"WAITING-3\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"WAITING-3\"",
                "W/\"WAITING-3\"",
                "  \"WAITING-3\"\t",
                "\"WAITING-4\", \"WAITING-3\"",
                "\"WAITING-4\",W/\"WAITING-3\" , \"x\"",
                ",\"WAITING-3\",,",
                "*",
                " * "
            })
    void shouldMatch(String condition) {
        assertThat(IfNoneMatch.matches(condition, TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "WAITING-3",
                "\"WAITING-33\"",
                "\"waiting-3\"",
                "w/\"WAITING-3\"",
                "W/ \"WAITING-3\"",
                "\"*\"",
                "\"WAITING-4\", W/\"WAITING-2\""
            })
    void shouldNotMatch(String condition) {
        assertThat(IfNoneMatch.matches(condition, TAG)).isFalse();
    }
}
