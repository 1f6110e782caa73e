package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Query;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.view.ShowView;
import io.rushline.gateway.view.Views;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What all reservation routes have in common: finding the subject, sending the command, answering a refusal. */
public final class Conversation {
    private static final String SEQUENCE_HEADER = "Rushline-Sequence";
    private static final RequestId NO_REQUEST_ID = new RequestId(0, 0);
    private static final int MAX_DIGITS = 18;
    private static final int CATCH_UP_STEP_MS = 5;
    private static final int CATCH_UP_STEPS = 200;
    private static final Problem NOT_CAUGHT_UP = Problem.of(
                    503, "SEQUENCE_NOT_REACHED", "The sequence that was asked for has not been reached yet")
            .retryAfter(1);

    private final Views views;
    private final SignedIds ids;
    private final CommandSender sender;

    public Conversation(Views views, SignedIds ids, CommandSender sender) {
        this.views = views;
        this.ids = ids;
        this.sender = sender;
    }

    /** Takes a reply that is no refusal. */
    @FunctionalInterface
    public interface Acceptance {
        void give(DirectBuffer reply, ReplyHead head);
    }

    public Views views() {
        return views;
    }

    SignedIds ids() {
        return ids;
    }

    /** The show named in the path. */
    public ShowView show(Exchange exchange) {
        return show(showId(exchange));
    }

    /** A show by its id; it may be gone although something of it was found a moment ago. */
    public ShowView show(long showId) {
        return views.show(showId).orElseThrow(RefusalProblem.of(Code.SHOW_NOT_FOUND)::exception);
    }

    /** The id of the show in the path, whether there is one or not. */
    public static long showId(Exchange exchange) {
        return parseId(exchange.parameter("id")).orElseThrow(RefusalProblem.of(Code.SHOW_NOT_FOUND)::exception);
    }

    /** The engine's id of what the path names by a signed id. */
    long id(Exchange exchange, SignedIds.Kind kind, Code notFound) {
        return ids.verify(kind, exchange.parameter("id")).orElseThrow(RefusalProblem.of(notFound)::exception);
    }

    /** The request id, or none on routes that can do without. */
    public static RequestId optionalRequestId(Exchange exchange) {
        return exchange.idempotencyKey()
                .map(key -> RequestId.of(exchange.principal().name(), key))
                .orElse(NO_REQUEST_ID);
    }

    /** Sends a command that no refusal about seats can answer; otherwise as below. */
    public void send(Exchange exchange, ToIntFunction<MutableDirectBuffer> encoder, Acceptance acceptance) {
        send(exchange, Optional.empty(), encoder, acceptance);
    }

    /**
     * As above.
     *
     * @param refusal says more about the problem that a refusal becomes
     */
    public void send(
            Exchange exchange,
            UnaryOperator<Problem> refusal,
            ToIntFunction<MutableDirectBuffer> encoder,
            Acceptance acceptance) {
        send(
                exchange,
                refused -> refusal.apply(RefusalProblem.of(refused, Optional.empty())),
                encoder,
                reply -> {},
                acceptance);
    }

    /** Sends a command of whose reply nobody else wants to hear; otherwise as below. */
    public void send(
            Exchange exchange,
            Optional<RefusedSeats> seats,
            ToIntFunction<MutableDirectBuffer> encoder,
            Acceptance acceptance) {
        send(exchange, seats, encoder, reply -> {}, acceptance);
    }

    /**
     * Sends a command; answers its refusal, or hands its reply on.
     *
     * @param seats names the seats that a refusal may be about
     * @param encoder writes the message with its header at offset 0 and returns its length
     * @param onReply hears of the reply, whatever it is and whether it can still be answered or not
     */
    public void send(
            Exchange exchange,
            Optional<RefusedSeats> seats,
            ToIntFunction<MutableDirectBuffer> encoder,
            Consumer<DirectBuffer> onReply,
            Acceptance acceptance) {
        send(exchange, refused -> RefusalProblem.of(refused, seats), encoder, onReply, acceptance);
    }

    private void send(
            Exchange exchange,
            Function<RefusedDecoder, Problem> refusal,
            ToIntFunction<MutableDirectBuffer> encoder,
            Consumer<DirectBuffer> onReply,
            Acceptance acceptance) {
        sender.send(exchange, encoder, reply -> {
            onReply.accept(reply);
            ReplyHead head = ReplyHead.decode(reply);
            exchange.responseHeader(SEQUENCE_HEADER, Long.toString(head.sequence()));
            if (head.replayed()) {
                exchange.responseHeader("Idempotency-Replayed", "true");
            }
            if (head.isRefusal()) {
                RefusedDecoder refused = new RefusedDecoder();
                refused.wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder());
                exchange.problem(refusal.apply(refused));
            } else {
                acceptance.give(reply, head);
            }
        });
    }

    /** The query parameter that every read of reservations takes. */
    public static long minSequence(Query query) {
        return query.int64("minSequence", 0, Long.MAX_VALUE, 0);
    }

    /** Gives an answer that needed no command the sequence of what readers see now, in the header of all such answers. */
    public long presentSequence(Exchange exchange) {
        long sequence = sender.publishedSequence();
        exchange.responseHeader(SEQUENCE_HEADER, Long.toString(sequence));
        return sequence;
    }

    /** Answers a read once readers see the effect of a sequence; after a second it is given up. */
    public void whenReached(Exchange exchange, long minSequence, Runnable read) {
        whenReached(exchange, minSequence, read, CATCH_UP_STEPS);
    }

    private void whenReached(Exchange exchange, long minSequence, Runnable read, int stepsLeft) {
        if (sender.publishedSequence() >= minSequence) {
            try {
                read.run();
            } catch (RuntimeException e) {
                exchange.fail(e);
            }
        } else if (stepsLeft == 0) {
            exchange.problem(NOT_CAUGHT_UP);
        } else {
            exchange.onTimeout(CATCH_UP_STEP_MS, () -> whenReached(exchange, minSequence, read, stepsLeft - 1));
        }
    }

    /** An id that is no secret, as it stands in paths: digits. */
    public static Optional<Long> parseId(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || text.charAt(0) == '0') {
            return Optional.empty();
        }
        long id = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            id = id * 10 + digit;
        }
        return Optional.of(id);
    }
}
