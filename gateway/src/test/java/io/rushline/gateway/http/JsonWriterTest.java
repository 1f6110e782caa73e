package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void shouldWriteEveryKindOfField() {
        assertThat(text(json -> json.field("text", "a\"\n😀")
                        .field("whole", Long.MAX_VALUE)
                        .field("decimal", 40.7)
                        .field("yes", true)
                        .field("next", Optional.<String>empty())
                        .field("cursor", Optional.of("c"))
                        .strings("seats", List.of("A", "B"))
                        .strings("rows", 2, i -> "R" + i)
                        .int32s("numbers", 1, 2)
                        .objects("items", List.of("x"), (each, item) -> each.field("id", item))
                        .objects("pages", 2, (each, i) -> each.field("page", i))
                        .object("nested", each -> each.field("deep", 1))))
                .isEqualTo("{\"text\":\"a\\\"\\n😀\",\"whole\":9223372036854775807,\"decimal\":40.7,\"yes\":true,"
                        + "\"next\":null,\"cursor\":\"c\",\"seats\":[\"A\",\"B\"],\"rows\":[\"R0\",\"R1\"],"
                        + "\"numbers\":[1,2],\"items\":[{\"id\":\"x\"}],\"pages\":[{\"page\":0},{\"page\":1}],"
                        + "\"nested\":{\"deep\":1}}");
    }

    @Test
    void shouldWriteMoneyInMinorUnits() {
        assertThat(text(json -> json.money("total", 1499, "USD")))
                .isEqualTo("{\"total\":{\"amount\":1499,\"currency\":\"USD\"}}");
    }

    @Test
    void shouldWriteTimesWithExactlyMilliseconds() {
        assertThat(text(json -> json.instant("a", 0)
                        .instant("b", 1_798_138_200_120L)
                        .instant("c", Instant.parse("2026-12-24T19:30:00.999999Z"))))
                .isEqualTo("{\"a\":\"1970-01-01T00:00:00.000Z\",\"b\":\"2026-12-24T18:50:00.120Z\","
                        + "\"c\":\"2026-12-24T19:30:00.999Z\"}");
    }

    @Test
    void shouldPassOnWhatTheCallerThrows() {
        assertThatThrownBy(() -> text(json -> {
                    throw new IllegalStateException("caller");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("caller");
    }

    private static String text(Consumer<JsonWriter> members) {
        return new String(JsonWriter.toBytes(members), StandardCharsets.UTF_8);
    }
}
