package io.rushline.loadtest.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.RequestId;
import io.rushline.loadtest.report.Heard;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveEvidenceTest {
    private static final String SHOW = "1";
    private static final String SEAT = "S1-R1-1";
    private static final SignedId NONE = new SignedId(0, 0, 0);

    private final LiveEvidence evidence = new LiveEvidence(Set.of(SHOW));

    /** By the eight seconds of before, the offer of two seconds would have been made at 3100, while ann held the seat. */
    @Test
    void shouldNotJudgeAnOfferByTheHoldLengthOfBeforeWhenTheTermsHaveJustChanged() {
        hold(10, 1_000, 9_000);
        offer(20, 11_100);
        refusal(21, 9_100);

        assertThat(verdict().findings()).isEmpty();
        assertThat(verdict().seatsHeldTwice()).isZero();
    }

    @Test
    void shouldFindASeatThatIsOfferedWhileItIsHeldWhateverTheTermsAre() {
        hold(10, 1_000, 9_000);
        refusal(21, 5_000);
        // It may be heard of later than of what came behind it.
        offer(20, 7_000);

        assertThat(verdict().seatsHeldTwice()).isEqualTo(1);
    }

    @Test
    void shouldProveNothingOfAnOfferBehindWhichNothingHasATime() {
        hold(10, 1_000, 9_000);
        offer(20, 11_100);

        assertThat(verdict().seatsHeldTwice()).isZero();
    }

    private Verdict verdict() {
        evidence.close();
        return Verdict.of(evidence.evidence());
    }

    private void hold(long sequence, long atMs, long expiresAtMs) {
        SignedId hold = new SignedId(sequence, 1, 2);
        BinaryAnswer answer = answer(sequence, atMs, Code.OK, Optional.of(hold), expiresAtMs);
        Command command = new Command.HoldSeats(new RequestId(1, sequence), 1, List.of(0), "ann");
        evidence.heard(
                Operation.HOLD, answer, new Heard(Operation.HOLD, sequence, Heard.OK, hold.text(Kind.HOLD), seats()));
        evidence.done(command, seats(), SHOW, NONE, answer);
    }

    private void refusal(long sequence, long atMs) {
        evidence.heard(
                Operation.HOLD,
                answer(sequence, atMs, Code.JOIN_LINE, Optional.empty(), 0),
                new Heard(Operation.HOLD, sequence, "JOIN_LINE", "", List.of()));
    }

    private void offer(long sequence, long expiresAtMs) {
        Map<String, String> fields = Map.of("holdId", "hd_offered", "expiresAt", Long.toString(expiresAtMs));
        Answer offered = Answer.of(Map.of("state", "OFFERED"), List.of(), Answer.of(fields, seats(), Answer.EMPTY));
        evidence.waitEnded(7, SHOW, new Reply(200, offered, sequence, 0, 0, 1));
    }

    private static List<String> seats() {
        return List.of(SEAT);
    }

    private static BinaryAnswer answer(
            long sequence, long atMs, Code code, Optional<SignedId> signed, long expiresAtMs) {
        return new BinaryAnswer(
                new CommandId(1, sequence),
                sequence,
                atMs,
                code,
                false,
                0,
                signed.map(SignedId::id).orElse(0L),
                signed,
                1,
                expiresAtMs,
                0,
                0,
                false,
                new int[] {0});
    }
}
