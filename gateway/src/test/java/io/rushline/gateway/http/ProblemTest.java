package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Problem SHOW_FULL = Problem.of(409, "SHOW_FULL", "The show is full");

    @Test
    void shouldWriteAllMembers() {
        Problem problem = SHOW_FULL
                .detail("2 seats are free or held, 4 were asked for")
                .error("seats[0]", "is booked")
                .errors(List.of(new FieldError("Stalls-F-12", "is held")))
                .instant("onSaleAt", 0)
                .member("free", 2)
                .member("show", "s_1");

        assertThat(new String(problem.toJson("r1"), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"/problems/show-full\",\"title\":\"The show is full\",\"status\":409,"
                        + "\"detail\":\"2 seats are free or held, 4 were asked for\",\"code\":\"SHOW_FULL\","
                        + "\"requestId\":\"r1\",\"errors\":[{\"field\":\"seats[0]\",\"detail\":\"is booked\"},"
                        + "{\"field\":\"Stalls-F-12\",\"detail\":\"is held\"}],"
                        + "\"onSaleAt\":\"1970-01-01T00:00:00.000Z\",\"free\":2,\"show\":\"s_1\"}");
    }

    @Test
    void shouldStayAsItIsWhenAnotherIsMadeFromIt() {
        Problem other = SHOW_FULL.detail("d").error("f", "x").retryAfter(3).member("m", 1);

        assertThat(other.headers()).containsExactly(new Header("Retry-After", "3"));
        assertThat(SHOW_FULL.errors()).isEmpty();
        assertThat(SHOW_FULL.headers()).isEmpty();
        assertThat(SHOW_FULL.detail()).isEqualTo("The show is full");
        assertThat(new String(SHOW_FULL.toJson("r"), StandardCharsets.UTF_8)).doesNotContain("errors", "\"m\"");
    }

    @Test
    void shouldRefuseStatusThatIsNoProblem() {
        assertThatThrownBy(() -> Problem.of(200, "OK", "fine")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldThrowWithoutStackTrace() {
        ProblemException exception = SHOW_FULL.exception();

        assertThat(exception.getStackTrace()).isEmpty();
        assertThat(exception.problem()).isSameAs(SHOW_FULL);
        assertThat(exception).hasMessage("409 SHOW_FULL: The show is full");
    }
}
