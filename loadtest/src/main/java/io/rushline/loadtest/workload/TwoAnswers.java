package io.rushline.loadtest.workload;

import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The two answers to a double click, which must be one. */
final class TwoAnswers {
    private static final int UNAVAILABLE = 503;

    private final Operation operation;
    private final Evidence evidence;
    private final Consumer<Outcome> receiver;
    private @Nullable Outcome first;

    TwoAnswers(Operation operation, Evidence evidence, Consumer<Outcome> receiver) {
        this.operation = operation;
        this.evidence = evidence;
        this.receiver = receiver;
    }

    /** Hands on the better of both, when both are here: a customer who clicked twice looks at what has worked. */
    void take(Outcome outcome) {
        Outcome before = first;
        if (before == null) {
            first = outcome;
            return;
        }
        if (before instanceof Reply one && outcome instanceof Reply other && isDecided(one) && isDecided(other)) {
            evidence.answeredTwice(operation, one, other);
        }
        receiver.accept(before instanceof Reply one && one.succeeded() ? before : outcome);
    }

    /**
     * What the engine has never seen, or has had no room for, may be refused once and not the other time: the engine
     * does not remember such a refusal.
     */
    private static boolean isDecided(Reply reply) {
        return reply.bestSequence() != Reply.NO_SEQUENCE && reply.status() != UNAVAILABLE;
    }
}
