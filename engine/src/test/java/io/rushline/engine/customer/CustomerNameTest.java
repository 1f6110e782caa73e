package io.rushline.engine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerNameTest {
    /** So that a name neither begins nor ends where its array does, and what is around it is not printable. */
    private static final int MARGIN = 3;

    private static final int LONGEST = 20;

    @Test
    void shouldFindEachByteThatIsNotPrintableWhereverItStands() {
        for (int length = 1; length <= LONGEST; length++) {
            byte[] text = letters(length);
            for (int at = MARGIN; at < MARGIN + length; at++) {
                for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                    text[at] = (byte) value;
                    boolean isPrintable = value >= ' ' && value <= '~';
                    assertThat(new CustomerName().read(text, MARGIN, length).isValid())
                            .as("a name of %d with %d at %d", length, value, at - MARGIN)
                            .isEqualTo(isPrintable);
                    assertThat(CustomerName.isPrintable(text, MARGIN, length)).isEqualTo(isPrintable);
                    assertThat(CustomerName.isPrintable(new UnsafeBuffer(text), MARGIN, length))
                            .isEqualTo(isPrintable);
                }
                text[at] = 'x';
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 72})
    void shouldTakeNoNameOfAnotherLength(int length) {
        assertThat(new CustomerName().read(letters(length), MARGIN, length).isValid())
                .isFalse();
        assertThat(CustomerName.isPrintable(letters(length), MARGIN, length)).isTrue();
    }

    @Test
    void shouldHaveTheCharactersInWordsWithZerosBehindTheLast() {
        for (int length = 1; length <= CustomerName.MAX_BYTES; length++) {
            byte[] text = letters(length);
            CustomerName name = new CustomerName().read(text, MARGIN, length);
            for (int i = 0; i < CustomerName.wordCount(length) * Long.BYTES; i++) {
                int character = (int) (name.word(i >>> 3) >>> ((i & 7) << 3)) & 0xFF;
                assertThat(character).as("%d of %d", i, length).isEqualTo(i < length ? text[MARGIN + i] : 0);
            }
        }
    }

    @Test
    void shouldEqualOnlyWhatHasAllTheSameCharacters() {
        for (int length = 1; length <= CustomerName.MAX_BYTES; length++) {
            byte[] text = letters(length);
            CustomerName name = new CustomerName().read(text, MARGIN, length);
            assertThat(new CustomerName().read(text, MARGIN, length).isEqualTo(name))
                    .isTrue();
            assertThat(new CustomerName().read(text, MARGIN, length - 1).isEqualTo(name))
                    .isFalse();
            for (int at = MARGIN; at < MARGIN + length; at++) {
                text[at]--;
                assertThat(new CustomerName().read(text, MARGIN, length).isEqualTo(name))
                        .as("another character at %d of %d", at - MARGIN, length)
                        .isFalse();
                text[at]++;
            }
        }
    }

    @Test
    void shouldEqualNothingWhenItIsNoName() {
        CustomerName none = new CustomerName().read(new byte[0], 0, 0);

        assertThat(none.isEqualTo(none)).isFalse();
    }

    private static byte[] letters(int length) {
        byte[] bytes = new byte[length + 2 * MARGIN];
        Arrays.fill(bytes, (byte) -1);
        byte[] text =
                "abcdefghijklmnopqrstuvwxyz".repeat(3).substring(0, length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, MARGIN, length);
        return bytes;
    }
}
