package io.rushline.loadtest.report;

import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Reply;
import java.util.List;

/**
 * What a reply to a command said, for comparing it with the journal.
 *
 * @param sequence of the command
 * @param code the refusal's, or {@link #OK}
 * @param id of the hold, booking or waiter that the reply names, empty when it names none
 * @param seats of the hold or booking
 */
public record Heard(Operation operation, long sequence, String code, String id, List<String> seats) {
    public static final String OK = "OK";

    /** The reply must have a sequence. */
    public static Heard of(Operation operation, Reply reply) {
        Answer answer = reply.answer();
        if (!reply.succeeded()) {
            return new Heard(
                    operation, reply.bestSequence(), answer.text("code").intern(), "", List.of());
        }
        String id = "";
        for (String field : List.of("bookingId", "holdId", "waiterId")) {
            id = id.isEmpty() ? answer.text(field) : id;
        }
        return new Heard(operation, reply.bestSequence(), OK, id, answer.seats());
    }

    /** An offer that somebody in the line was told of: the hold at the sequence at which it was made. */
    public static Heard offer(Grant grant) {
        return new Heard(Operation.WATCH, grant.sequence(), OK, grant.holdId(), grant.seats());
    }
}
