package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.Api.Answer;
import java.util.Set;
import java.util.TreeSet;

/** What all refusals have in common, and which codes were seen so far. */
final class Refusals {
    private final Set<String> seen = new TreeSet<>();

    Answer refused(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).as(answer.toString()).isEqualTo(code);
        assertThat(answer.number("status")).isEqualTo(status);
        assertThat(answer.text("type")).isNotEmpty();
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.text("detail")).isNotEmpty();
        assertThat(answer.text("requestId")).isNotEmpty();
        seen.add(code);
        return answer;
    }

    Set<String> seen() {
        return seen;
    }
}
