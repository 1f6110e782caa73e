package io.rushline.engine.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.hash.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomersTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 700, 5_000})
    void shouldCountReferencesLikeAMap(int names) {
        long seed = 2_026L + names;
        Random random = new Random(seed);
        Customers customers = new Customers(seed);
        Map<String, Integer> references = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<String> known = new ArrayList<>();
        for (int step = 0; step < 40_000; step++) {
            String run = "seed " + seed + ", step " + step;
            String name = "customer-" + random.nextInt(names);
            Integer number = numbers.get(name);
            assertThat(customers.find(name(name))).as(run).isEqualTo(number == null ? Customers.NONE : number);
            // Waves, so that the table both fills and empties.
            if (random.nextInt(100) < (step / 10_000 % 2 == 0 ? 65 : 35)) {
                int referred = customers.refer(name(name));
                assertThat(referred).as(run).isEqualTo(number == null ? referred : number);
                references.merge(name, 1, Integer::sum);
                if (numbers.put(name, referred) == null) {
                    known.add(name);
                }
            } else if (number != null) {
                customers.release(number);
                if (Objects.requireNonNull(references.merge(name, -1, Integer::sum)) == 0) {
                    references.remove(name);
                    numbers.remove(name);
                    known.remove(name);
                }
            }
            assertThat(customers.count()).as(run).isEqualTo(numbers.size());
        }
        assertThat(numbers.values()).as("seed " + seed).doesNotHaveDuplicates();
        for (String name : known) {
            int number = customers.find(name(name));
            assertThat(number).as(name).isEqualTo(numbers.get(name));
            assertThat(NameText.of(customers, number)).isEqualTo(name);
        }
    }

    @Test
    void shouldTellNamesApartThatBeginAlike() {
        Customers customers = new Customers(7);
        int ann = customers.refer(name("ann"));
        int anna = customers.refer(name("anna"));
        assertThat(anna).isNotEqualTo(ann);
        assertThat(customers.isNamed(ann, name("ann"))).isTrue();
        assertThat(customers.isNamed(ann, name("anna"))).isFalse();
        assertThat(customers.isNamed(ann, name("Ann"))).isFalse();
        assertThat(customers.find(name("an"))).isEqualTo(Customers.NONE);
        assertThat(customers.find(name(""))).isEqualTo(Customers.NONE);
    }

    /** Whoever finds two names of one hash must not get what is the other's. */
    @Test
    void shouldTellNamesOfOneHashApart() {
        long first = 1;
        long second = 2;
        CustomerName one = words(first, 3);
        long seed = 7;
        long base = seed ^ 16;
        CustomerName other = words(second, 3 ^ Fingerprint.mix(base ^ first) ^ Fingerprint.mix(base ^ second));
        assertThat(other.hash(seed)).isEqualTo(one.hash(seed));
        // Who does not know the seed can't make such a pair.
        assertThat(other.hash(seed + 1)).isNotEqualTo(one.hash(seed + 1));
        assertThat(one.isEqualTo(other)).isFalse();
        assertThat(one.isEqualTo(words(first, 3))).isTrue();
        Customers customers = new Customers(seed);
        int number = customers.refer(one);
        assertThat(customers.find(other)).isEqualTo(Customers.NONE);
        assertThat(customers.refer(other)).isNotEqualTo(number);
        assertThat(customers.find(one)).isEqualTo(number);
    }

    private static CustomerName words(long first, long second) {
        CustomerName name = new CustomerName();
        name.begin(16);
        name.word(0, first);
        name.word(1, second);
        return name;
    }

    @Test
    void shouldAcceptOneToSixtyFourPrintableCharacters() {
        assertThat(name("a").isValid()).isTrue();
        assertThat(name("x".repeat(64)).isValid()).isTrue();
        assertThat(name(" ~").isValid()).isTrue();
        assertThat(name("").isValid()).isFalse();
        assertThat(name("x".repeat(65)).isValid()).isFalse();
        assertThat(name("a\tb").isValid()).isFalse();
        assertThat(name("a\u007f").isValid()).isFalse();
        assertThat(name("\u00e9").isValid()).isFalse();
        assertThat(name("\u0000").isValid()).isFalse();
        for (int place = 0; place < 20; place++) {
            for (int c = 0; c < 256; c++) {
                String name = "n".repeat(place) + (char) c + "n".repeat(19 - place);
                assertThat(name(name).isValid()).as("%d at %d", c, place).isEqualTo(c >= ' ' && c <= '~');
            }
        }
    }

    private static CustomerName name(String name) {
        byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.ISO_8859_1);
        return new CustomerName().read(bytes, 1, bytes.length - 2);
    }
}
