package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
    private static final Text WORD = Text.ascii(1, 8);
    private static final Choices<Adjacency> ADJACENCY = Choices.lowerCase(Adjacency.class);

    private enum Adjacency {
        REQUIRED,
        PREFERRED
    }

    private record Row(String name, int seats, List<Integer> accessible) {
        static Row read(JsonObject json) {
            int[] accessible = json.int32s("accessible", 0, 10, 1, 100);
            return new Row(
                    json.string("name", WORD),
                    json.int32("seats", 1, 100),
                    java.util.Arrays.stream(accessible).boxed().toList());
        }
    }

    private record Section(String name, List<Row> rows) {
        static Section read(JsonObject json) {
            return new Section(json.string("name", WORD), json.objects("rows", 1, 5, Row::read));
        }
    }

    /** Throws on stand-ins, as records with rules of their own do. */
    private record Range(int from, int to) {
        Range {
            if (from >= to) {
                throw new IllegalArgumentException("empty range");
            }
        }

        static Range read(JsonObject json) {
            return new Range(json.int32("from", 0, 9), json.int32("to", 0, 9));
        }
    }

    @Test
    void shouldReadEveryKindOfField() {
        String body = """
                {"text": "a\\u0062", "n": -7, "big": 9007199254740993, "d": 2.5, "whole": 3, "yes": true,
                 "adjacent": "required", "at": "2026-12-24T20:30:00.5+01:00", "list": ["x", "y"],
                 "prices": {"Front": 1499, "Back": 999}, "section": {"name": "S", "rows": [{"name": "A", "seats": 3, "accessible": [1, 2]}]}}
                """;

        JsonObject.read(bytes(body), json -> {
            assertThat(json.string("text", WORD)).isEqualTo("ab");
            assertThat(json.int32("n", -10, 10)).isEqualTo(-7);
            assertThat(json.int64("big", 0, Long.MAX_VALUE)).isEqualTo(9007199254740993L);
            assertThat(json.decimal("d", 0, 9)).isEqualTo(2.5);
            assertThat(json.optionalDecimal("whole", 0, 9)).contains(3.0);
            assertThat(json.bool("yes")).isTrue();
            assertThat(json.choice("adjacent", ADJACENCY)).isEqualTo(Adjacency.REQUIRED);
            assertThat(json.instant("at")).isEqualTo(Instant.parse("2026-12-24T19:30:00.500Z"));
            assertThat(json.strings("list", 1, 2, WORD)).containsExactly("x", "y");
            assertThat(json.int64sByName("prices", WORD, 1, 5, 0, 10_000))
                    .containsExactly(Map.entry("Front", 1499L), Map.entry("Back", 999L));
            assertThat(json.object("section", Section::read))
                    .isEqualTo(new Section("S", List.of(new Row("A", 3, List.of(1, 2)))));
            return json;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":null,\"n\":null,\"big\":null,\"d\":null,\"yes\":null,\"adjacent\":null,\"at\":null,\"list\":null,\"o\":null}"
            })
    void shouldUseFallbacksWhenFieldsAreAbsentOrNull(String body) {
        JsonObject.read(bytes(body), json -> {
            assertThat(json.optionalString("text", WORD)).isEmpty();
            assertThat(json.int32("n", 1, 9, 5)).isEqualTo(5);
            assertThat(json.int64("big", 1, 9, 6)).isEqualTo(6);
            assertThat(json.optionalInt64("big", 1, 9)).isEqualTo(OptionalLong.empty());
            assertThat(json.optionalDecimal("d", 0, 9)).isEqualTo(Optional.empty());
            assertThat(json.bool("yes", true)).isTrue();
            assertThat(json.choice("adjacent", ADJACENCY, Adjacency.PREFERRED)).isEqualTo(Adjacency.PREFERRED);
            assertThat(json.optionalInstant("at")).isEmpty();
            assertThat(json.strings("list", 0, 2, WORD)).isEmpty();
            assertThat(json.optionalObject("o", Row::read)).isEmpty();
            return json;
        });
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnce() {
        String body = """
                {"sections": [
                  {"name": "S", "rows": [{"name": "too long a name", "seats": 0}, 7, {"name": "A", "seats": "3", "colour": 1}]},
                  {"rows": []}], "extra": 1}
                """;

        Problem problem = refusal(body, json -> json.objects("sections", 1, 9, Section::read));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("MALFORMED");
        assertThat(problem.errors())
                .containsExactly(
                        new FieldError("sections[0].rows[0].name", "must have 1 to 8 characters, but has 15"),
                        new FieldError("sections[0].rows[0].seats", "must be a whole number from 1 to 100, but is 0"),
                        new FieldError("sections[0].rows[1]", "must be an object, but is 7"),
                        new FieldError(
                                "sections[0].rows[2].seats", "must be a whole number from 1 to 100, but is a string"),
                        new FieldError("sections[0].rows[2].colour", "is not a field of this request"),
                        new FieldError("sections[1].name", "is missing"),
                        new FieldError("sections[1].rows", "must have 1 to 5 elements, but has 0"),
                        new FieldError("extra", "is not a field of this request"));
        assertThat(problem.detail()).startsWith("The body is refused: sections[0].rows[0].name must have");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5          | must be a string, but is 5",
                "[]         | must be a string, but is an array",
                "{}         | must be a string, but is an object",
                "true       | must be a string, but is true",
                "\"\"       | must have 1 to 8 characters, but has 0",
                "\"é\"      | must be printable ASCII",
                "\"a\\n\"   | must be printable ASCII",
            })
    void shouldRefuseText(String value, String detail) {
        assertThat(refusal("{\"f\":" + value + "}", json -> json.string("f", WORD))
                        .errors())
                .containsExactly(new FieldError("f", detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"\\u0000\" | must not contain control characters",
                "\"\\u0085\" | must not contain control characters",
                "\"\\ud800\" | contains half of a character",
            })
    void shouldRefuseUnicodeText(String value, String detail) {
        assertThat(refusal("{\"f\":" + value + "}", json -> json.string("f", Text.unicode(1, 8)))
                        .errors())
                .containsExactly(new FieldError("f", detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "1.0", "1e1", "\"1\"", "99999999999999999999999", "-1", "[1]", "false"})
    void shouldRefuseNumber(String value) {
        assertThat(refusal("{\"f\":" + value + "}", json -> json.int32("f", 1, 10))
                        .errors())
                .singleElement()
                .satisfies(
                        error -> assertThat(error.detail()).startsWith("must be a whole number from 1 to 10, but is"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"91\"", "90.5", "-90.1", "1e999", "true"})
    void shouldRefuseDecimal(String value) {
        assertThat(refusal("{\"f\":" + value + "}", json -> json.decimal("f", -90, 90))
                        .errors())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-12-24",
                "2026-12-24T19:30:00",
                "tomorrow",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                ""
            })
    void shouldRefuseTime(String value) {
        assertThat(refusal("{\"f\":\"" + value + "\"}", json -> json.instant("f"))
                        .errors())
                .containsExactly(new FieldError("f", Instants.EXPECTED));
    }

    @Test
    void shouldNameTheWordsWhenChoiceIsUnknown() {
        assertThat(refusal("{\"f\":\"REQUIRED\"}", json -> json.choice("f", ADJACENCY))
                        .errors())
                .containsExactly(new FieldError("f", "must be one of required, preferred"));
    }

    @Test
    void shouldRefuseNamesAndValuesOfFreeFields() {
        assertThat(refusal("{\"p\":{\"far too long\":1,\"b\":-1}}", json -> json.int64sByName("p", WORD, 1, 5, 0, 10))
                        .errors())
                .containsExactly(
                        new FieldError("p.far too long", "has a name that must have 1 to 8 characters, but has 12"),
                        new FieldError("p.b", "must be a whole number from 0 to 10, but is -1"));
    }

    @Test
    void shouldExplainByErrorsWhenRecordRefusesStandIns() {
        assertThat(refusal("{\"from\":\"x\",\"to\":20}", Range::read).errors()).hasSize(2);
        assertThatThrownBy(() -> JsonObject.read(bytes("{\"from\":5,\"to\":5}"), Range::read))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(refusal("{}", json -> json.object("range", Range::read)).errors())
                .containsExactly(new FieldError("range", "is missing"));
    }

    @Test
    void shouldBoundTheListOfErrors() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < 1_000; i++) {
            body.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":1");
        }

        assertThat(refusal(body + "}", json -> json).errors()).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                      | missing",
                "`  `                    | must be a JSON object",
                "[]                      | must be a JSON object",
                "\"a\"                   | must be a JSON object",
                "null                    | must be a JSON object",
                "{                       | it ends too early",
                "{\"a\":                 | it ends too early",
                "{\"a\":1                | it ends too early",
                "{\"a\":1,}              | it is not valid JSON",
                "{'a':1}                 | it is not valid JSON",
                "{a:1}                   | it is not valid JSON",
                "{\"a\":01}              | it is not valid JSON",
                "{\"a\":NaN}             | it is not valid JSON",
                "{\"a\":+1}              | it is not valid JSON",
                "{\"a\":\"\\x\"}         | it is not valid JSON",
                "{\"a\":1}{}             | behind the end",
                "{\"a\":1} x             | it is not valid JSON",
                "{\"a\":1,\"a\":1}       | the field a is given twice",
                "{\"a\":{\"b\":null,\"b\":1}} | the field b is given twice",
                "/* c */ {}              | it is not valid JSON",
            })
    void shouldRefuseWhatIsNoJsonObject(String body, String reason) {
        assertThat(refusal(body, json -> json.has("a")).detail()).contains(reason);
    }

    @Test
    void shouldRefuseWhatIsTooDeepTooLongOrTooMuch() {
        Function<JsonObject, Boolean> reader = json -> json.has("a");
        int levels = JsonTree.MAX_DEPTH - 1;
        assertThat(JsonObject.read(bytes("{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}"), reader))
                .isTrue();
        assertThat(refusal("{\"a\":" + "[".repeat(levels + 1) + "]".repeat(levels + 1) + "}", reader)
                        .detail())
                .contains("nested more than 16 deep");
        assertThat(refusal("{\"a\":" + "[".repeat(60_000), reader).detail()).contains("nested more than 16 deep");
        assertThat(refusal("{\"a\":".repeat(10_000), reader).detail()).contains("nested more than 16 deep");
        assertThat(refusal("{\"a\":\"" + "x".repeat(JsonTree.MAX_STRING_LENGTH + 1) + "\"}", reader)
                        .detail())
                .contains("a string is longer");
        assertThat(refusal("{\"" + "x".repeat(JsonTree.MAX_NAME_LENGTH + 1) + "\":1}", reader)
                        .detail())
                .contains("the name of a field is longer");
        assertThat(refusal("{\"" + "x".repeat(60_000) + "\":1}", reader).detail())
                .contains("the name of a field is longer");
        for (String number :
                List.of("9".repeat(41), "9".repeat(1_000), "0." + "1".repeat(1_000), "1e" + "9".repeat(50))) {
            assertThat(refusal("{\"a\":" + number + "}", reader).detail()).contains("a number is too long");
        }
        assertThat(refusal("{\"a\":[" + "0,".repeat(JsonTree.MAX_VALUES) + "0]}", reader)
                        .detail())
                .contains("more than 100000 values");
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        byte[][] bodies = {
            {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'},
            {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'},
            {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
            {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}'},
            "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
        };
        for (byte[] body : bodies) {
            assertThat(refusal(body, json -> json.has("a")).detail()).contains("not valid UTF-8");
        }
        assertThat(refusal("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), json -> json.has("a"))
                        .detail())
                .contains("not valid JSON");
        assertThat(refusal("\ufeff{\"a\":1}", json -> json.has("a")).code()).isEqualTo("MALFORMED");
    }

    @Test
    void shouldAnswerOrRefuseButNeverFailWhenBodiesAreMutated() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = bytes(
                "{\"name\":\"S\",\"rows\":[{\"name\":\"A\",\"seats\":3,\"accessible\":[1,2]},{\"name\":\"é\",\"seats\":1e3}]}");
        for (int round = 0; round < 20_000; round++) {
            byte[] body = good.clone();
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(JsonObject.read(body, Section::read)).isNotNull();
            } catch (ProblemException e) {
                assertThat(e.problem().code()).isEqualTo("MALFORMED");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", body " + new String(body, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> Problem refusal(String body, Function<JsonObject, T> reader) {
        return refusal(bytes(body), reader);
    }

    private static <T> Problem refusal(byte[] body, Function<JsonObject, T> reader) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> JsonObject.read(body, reader));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.problem();
    }
}
