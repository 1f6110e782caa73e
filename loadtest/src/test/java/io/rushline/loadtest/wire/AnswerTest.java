package io.rushline.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @Test
    void shouldReadHoldWhenSeatsAreObjects() {
        Answer answer = parse("""
                {"holdId":"h1","seats":[{"seat":"S1-R1-1","category":"A","price":{"amount":1,"currency":"USD"}},
                {"seat":"S1-R1-2","tags":[1,[2]]}],"total":{"amount":2,"currency":"USD"},
                "expiresAt":"2026-11-22T20:00:00.123Z","adjacent":true,"sequence":77}""");

        assertThat(answer.text("holdId")).isEqualTo("h1");
        assertThat(answer.seats()).containsExactly("S1-R1-1", "S1-R1-2");
        assertThat(answer.number("sequence", -1)).isEqualTo(77);
        assertThat(answer.timeMs("expiresAt"))
                .isEqualTo(Instant.parse("2026-11-22T20:00:00.123Z").toEpochMilli());
        assertThat(answer.text("total")).isEmpty();
    }

    @Test
    void shouldReadSeatsWhenTheyAreTexts() {
        assertThat(parse("{\"seats\":[\"a\",null,3,[\"no\"],\"b\"],\"state\":\"BOOKED\"}")
                        .seats())
                .containsExactly("a", "b");
    }

    @Test
    void shouldReadHoldInsideWaiterWhenOneIsOffered() {
        Answer answer = parse(
                "{\"waiterId\":\"w\",\"state\":\"OFFERED\",\"hold\":{\"holdId\":\"h\",\"seats\":[\"a\"]},\"ahead\":0}");

        assertThat(answer.hold().text("holdId")).isEqualTo("h");
        assertThat(answer.hold().seats()).containsExactly("a");
        assertThat(answer.number("ahead", -1)).isZero();
    }

    @Test
    void shouldBeEmptyWhenFieldsAreAbsentOrOfAnotherType() {
        Answer answer = parse("{\"sequence\":\"x\",\"expiresAt\":\"soon\",\"hold\":null,\"code\":null}");

        assertThat(answer.number("sequence", -1)).isEqualTo(-1);
        assertThat(answer.number("absent", -1)).isEqualTo(-1);
        assertThat(answer.timeMs("expiresAt")).isEqualTo(-1);
        assertThat(answer.text("code")).isEmpty();
        assertThat(answer.hold().seats()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"a\":", "{\"seats\":[{\"seat\":", "<html>"})
    void shouldBeEmptyWhenItIsNotAnObject(String json) {
        assertThat(parse(json)).isSameAs(Answer.EMPTY);
    }

    private static Answer parse(String json) {
        return Answer.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
