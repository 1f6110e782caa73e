package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoAnswersTest {
    private final Evidence evidence = new Evidence();
    private final List<Outcome> received = new ArrayList<>();
    private final TwoAnswers answers = new TwoAnswers(Operation.HOLD, evidence, received::add);

    @Test
    void shouldNotCompareWhenTheEngineHadNoRoomForOne() {
        Reply granted = reply(201, "", 8);
        answers.take(reply(503, "OVERLOADED", 7));
        answers.take(granted);

        assertThat(received).containsExactly(granted);
        assertThat(evidence.answeredTwice()).isZero();
    }

    @Test
    void shouldCompareWhenTheEngineHasDecidedBoth() {
        answers.take(reply(409, "JOIN_LINE", 7));
        answers.take(reply(201, "", 8));

        assertThat(evidence.answeredInTwoWays()).isEqualTo(1);
    }

    private static Reply reply(int status, String code, long sequence) {
        Map<String, String> fields = code.isEmpty() ? Map.of() : Map.of("code", code);
        return new Reply(status, Answer.of(fields, List.of(), Answer.EMPTY), sequence, 0, 0, 0);
    }
}
