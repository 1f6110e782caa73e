package io.rushline.loadtest.bench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.Engine;
import io.rushline.engine.Outbox;
import io.rushline.journal.replay.CommandHandler;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends the commands of tapes to an engine, and counts sequences and time for it.
 *
 * <p>Time passes with the sequences: one millisecond for each {@code commandsPerMs} commands.
 *
 * <p>Allocation: none.
 */
final class Player {
    private static final long START_MS = 1_767_225_600_000L;
    private static final long REQUEST_STEP = 0x9E3779B97F4A7C15L;

    private final Engine engine;
    private final Outbox outbox = new Outbox();
    private final int commandsPerMs;
    private long sequence;
    private long nowMs = START_MS;
    private final CommandHandler tap;
    private int leftThisMs;
    private CommandHandler target;

    Player(Engine engine, int commandsPerMs) {
        this(engine, commandsPerMs, (sequence, timestampMs, command, offset, length) -> {});
    }

    /** A player that hands over each command before the engine gets it. */
    Player(Engine engine, int commandsPerMs, CommandHandler tap) {
        this.engine = engine;
        this.commandsPerMs = commandsPerMs;
        this.tap = tap;
        target = this::decide;
    }

    /** From now on commands go there, and somebody else has the engine decide them. */
    void sendTo(CommandHandler newTarget) {
        target = newTarget;
    }

    Engine engine() {
        return engine;
    }

    /** What the last command brought about. */
    Outbox outbox() {
        return outbox;
    }

    /** Of the last command. */
    long sequence() {
        return sequence;
    }

    /** Of the last command. */
    long nowMs() {
        return nowMs;
    }

    /** Lets time pass without a command. */
    void skip(long durationMs) {
        nowMs += durationMs;
    }

    /** Sends a whole command as it is. */
    void send(DirectBuffer command, int offset, int length) {
        advance();
        apply(command, offset, length);
    }

    /** Fills in and sends a command of a tape whose ids follow from its place on the tape. */
    void play(Tape tape, int index) {
        patch(tape, index, 1);
        send(tape, index);
    }

    /** Sends a command of a tape that {@link #patch} filled in for the next sequence. */
    void send(Tape tape, int index) {
        advance();
        apply(tape.buffer(), tape.offset(index), tape.length(index));
    }

    /** Has the engine read what a command will need, as the pipeline does for the commands of a batch. */
    void readAhead(Tape tape, int index) {
        engine.readAhead(tape.buffer(), tape.offset(index));
    }

    /** Fills in and sends a command about what a certain sequence began. */
    void play(Tape tape, int index, long subject, long owner) {
        advance();
        fillIn(tape, index, sequence, subject, owner);
        apply(tape.buffer(), tape.offset(index), tape.length(index));
    }

    /**
     * As {@link #readAhead(Tape, int)}, for a command about what a certain sequence began, which is filled in here, too.
     *
     * @param ahead 1 for the command that is sent next, 2 for the one behind it
     */
    void readAhead(Tape tape, int index, int ahead, long subject, long owner) {
        fillIn(tape, index, sequence + ahead, subject, owner);
        readAhead(tape, index);
    }

    private static void fillIn(Tape tape, int index, long itsSequence, long subject, long owner) {
        UnsafeBuffer buffer = tape.buffer();
        int offset = tape.offset(index);
        buffer.putLong(offset + Tape.REQUEST_LOW, itsSequence * REQUEST_STEP, LITTLE_ENDIAN);
        buffer.putLong(offset + Tape.SUBJECT, subject, LITTLE_ENDIAN);
        buffer.putLong(offset + tape.digitsOffset(index), digits(owner), LITTLE_ENDIAN);
    }

    /**
     * Fills in a command of a tape whose ids follow from its place on the tape.
     *
     * @param ahead 1 for the command that is sent next, 2 for the one behind it
     * @return a number that depends on all of it
     */
    long patch(Tape tape, int index, int ahead) {
        long itsSequence = sequence + ahead;
        UnsafeBuffer buffer = tape.buffer();
        int offset = tape.offset(index);
        buffer.putLong(offset + Tape.REQUEST_LOW, itsSequence * REQUEST_STEP, LITTLE_ENDIAN);
        int subjectDistance = tape.subjectDistance(index);
        if (subjectDistance != 0) {
            buffer.putLong(offset + Tape.SUBJECT, itsSequence - subjectDistance, LITTLE_ENDIAN);
        }
        buffer.putLong(
                offset + tape.digitsOffset(index), digits(itsSequence - tape.ownerDistance(index)), LITTLE_ENDIAN);
        return nowMs + offset + tape.length(index);
    }

    private void apply(DirectBuffer command, int offset, int length) {
        tap.onCommand(sequence, nowMs, command, offset, length);
        target.onCommand(sequence, nowMs, command, offset, length);
    }

    private void decide(long itsSequence, long timestampMs, DirectBuffer command, int offset, int length) {
        engine.apply(itsSequence, timestampMs, command, offset, length, outbox);
    }

    private void advance() {
        sequence++;
        if (--leftThisMs < 0) {
            leftThisMs = commandsPerMs - 1;
            nowMs++;
        }
    }

    /** The low 32 bits as eight digits 0 to 9 and a to f, all of them at once. */
    static long digits(long value) {
        long nibbles = value & 0xFFFF_FFFFL;
        nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFFL;
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FFL;
        nibbles = (nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        long aboveNine = ((nibbles + 0x0606_0606_0606_0606L) >>> 4) & 0x0101_0101_0101_0101L;
        return nibbles + 0x3030_3030_3030_3030L + aboveNine * ('a' - '9' - 1);
    }
}
