package io.rushline.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void shouldDependOnEveryByteAndOnTheLength() {
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length <= 40; length++) {
            assertThat(seen.add(Fingerprint.of(new byte[length], 0, length)))
                    .as("length %d", length)
                    .isTrue();
            for (int i = 0; i < length; i++) {
                byte[] bytes = new byte[length];
                bytes[i] = 1;
                assertThat(seen.add(Fingerprint.of(bytes, 0, length)))
                        .as("byte %d of %d", i, length)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldNotDependOnThePlace() {
        byte[] bytes = "....twelve seats....".getBytes(StandardCharsets.US_ASCII);
        byte[] alone = "twelve seats".getBytes(StandardCharsets.US_ASCII);
        assertThat(Fingerprint.of(bytes, 4, 12)).isEqualTo(Fingerprint.of(alone, 0, 12));
    }

    /** State hashes and request tables of old journals depend on these values. */
    @Test
    void shouldGiveTheSameValuesForever() {
        byte[] bytes = "the same on every machine".getBytes(StandardCharsets.US_ASCII);
        assertThat(Fingerprint.mix(0)).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(Fingerprint.of(bytes, 0, bytes.length)).isEqualTo(-5899284044899839740L);
    }
}
