package io.rushline.engine.oracle;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An engine beside the oracle: both get the same commands, and must agree on all that can be seen. */
final class Match {
    private final NaiveEngine oracle;
    private final CommandEncoder encoder = new CommandEncoder();
    private final Outbox expected = new Outbox();
    private final Outbox actual = new Outbox();
    private final Witness witness = new Witness();
    private final int hashEvery;
    private Decider engine;
    private long sequence;

    /** Hashes are compared at every so many commands; never with 0. */
    Match(EngineLimits limits, Function<EngineLimits, Decider> engines, int hashEvery) {
        oracle = new NaiveEngine(limits);
        engine = engines.apply(limits);
        this.hashEvery = hashEvery;
    }

    NaiveEngine oracle() {
        return oracle;
    }

    /** What the oracle made of the last command. */
    Outbox expected() {
        return expected;
    }

    /** Gives both the next command, and tells in what they disagree, or what both got wrong. */
    Optional<String> play(Step step, StepNumbers numbers) {
        sequence++;
        byte[] snapshot = step.reloads() ? snapshot(oracle) : new byte[0];
        encoder.requestId(step.key() == 0 ? 0 : 1, step.key());
        step.command().encode(encoder, numbers);
        oracle.apply(sequence, step.atMs(), encoder.buffer(), 0, encoder.length(), expected);
        try {
            if (step.reloads() && !Arrays.equals(snapshot(engine), snapshot)) {
                return Optional.of("the snapshots before the last command differ\n");
            }
            if (step.reloads()) {
                engine = engine.reloaded();
            }
            engine.apply(sequence, step.atMs(), encoder.buffer(), 0, encoder.length(), actual);
            return disagreement().or(this::brokenRule);
        } catch (RuntimeException | AssertionError thrown) {
            return Optional.of("the engine threw " + thrown + at(thrown) + "\n");
        }
    }

    private Optional<String> disagreement() {
        if (!areEqual(expected, actual)) {
            return Optional.of("engine:\n" + Wording.of(actual) + "oracle:\n" + Wording.of(expected));
        }
        if (engine.nextDeadlineMs() != oracle.nextDeadlineMs()) {
            return Optional.of(
                    "next deadline: engine " + engine.nextDeadlineMs() + ", oracle " + oracle.nextDeadlineMs() + "\n");
        }
        if (hashEvery > 0 && sequence % hashEvery == 0 && engine.stateHash() != oracle.stateHash()) {
            return Optional.of("state hash: engine " + engine.stateHash() + ", oracle " + oracle.stateHash() + "\n");
        }
        return Optional.empty();
    }

    /** A rule that both break. */
    private Optional<String> brokenRule() {
        List<String> broken = witness.contradictions(expected);
        if (broken.isEmpty()) {
            broken = Invariants.brokenIn(oracle.state());
        }
        return broken.isEmpty()
                ? Optional.empty()
                : Optional.of("both: " + String.join("; ", broken) + "\n" + Wording.of(expected));
    }

    private static String at(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static boolean areEqual(Outbox one, Outbox other) {
        DirectBuffer content = new UnsafeBuffer(one.buffer(), 0, one.lengthBytes());
        return content.equals(new UnsafeBuffer(other.buffer(), 0, other.lengthBytes()));
    }

    /** All parts, each behind its length. */
    private static byte[] snapshot(Decider decider) {
        Outbox parts = new Outbox();
        decider.snapshot(parts::append);
        return bytes(parts);
    }

    private static byte[] bytes(Outbox outbox) {
        byte[] bytes = new byte[outbox.lengthBytes()];
        outbox.buffer().getBytes(outbox.startOffset(), bytes);
        return bytes;
    }
}
