package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdTest {
    @Test
    void shouldBeTheSameForever() {
        // Idempotency keys outlive releases: a change of these numbers would sell the seats of a repeated request
        // twice.
        assertThat(RequestId.of("demo-web", "key-1"))
                .isEqualTo(new RequestId(-9024384929112597347L, -7738565754789677813L));
    }

    @Test
    void shouldTellPrincipalsAndKeysApart() {
        Set<RequestId> ids = new HashSet<>();
        String[][] pairs = {{"a", "bc"}, {"ab", "c"}, {"abc", ""}, {"", "abc"}, {"a", "bd"}, {"b", "bc"}};
        for (String[] pair : pairs) {
            ids.add(RequestId.of(pair[0], pair[1]));
        }

        assertThat(ids).hasSize(pairs.length).doesNotContain(new RequestId(0, 0));
    }
}
