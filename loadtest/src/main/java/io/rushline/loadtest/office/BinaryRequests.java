package io.rushline.loadtest.office;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClientException;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import io.rushline.gateway.http.RequestId;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What customers ask as binary commands, and the answers in the words of HTTP.
 *
 * <p>Threading: one thread.
 */
final class BinaryRequests {
    private static final int CREATED = 201;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final String scope;
    private final Map<String, List<String>> names = new HashMap<>();
    private final Map<String, Map<String, Integer>> indexes = new HashMap<>();

    /** @param seatMaps of all shows that customers may ask for */
    BinaryRequests(String scope, Map<String, SeatMap> seatMaps) {
        this.scope = scope;
        seatMaps.forEach((showId, seatMap) -> {
            names.put(showId, seatMap.names());
            indexes.put(showId, seatMap.indexes());
        });
    }

    BinaryCommand command(Ask ask) {
        // A switch over sealed types needs a later Java.
        if (ask instanceof Ask.Hold hold) {
            CommandId id = id(hold.key());
            long showId = Long.parseLong(hold.showId());
            return hold.seats().isEmpty()
                    ? BinaryCommand.holdBestAvailable(
                            id, showId, hold.customer(), hold.quantity(), BinaryCommand.ANY, BinaryCommand.ANY, false)
                    : BinaryCommand.holdSeats(id, showId, hold.customer(), indexes(hold));
        } else if (ask instanceof Ask.Book book) {
            return BinaryCommand.confirmHold(
                    id(book.key()),
                    SignedId.parse(book.holdId()),
                    book.customer(),
                    BinaryCommand.AMOUNT_NOT_SAID,
                    book.paymentReference());
        } else if (ask instanceof Ask.Release release) {
            return BinaryCommand.releaseHold(id(release.key()), SignedId.parse(release.holdId()), release.customer());
        } else if (ask instanceof Ask.Cancel cancel) {
            return BinaryCommand.cancelBooking(id(cancel.key()), SignedId.parse(cancel.bookingId()), cancel.customer());
        } else if (ask instanceof Ask.Join join) {
            return BinaryCommand.joinLine(
                    id(join.key()), Long.parseLong(join.showId()), join.customer(), join.quantity(), BinaryCommand.ANY);
        } else if (ask instanceof Ask.Leave leave) {
            return BinaryCommand.leaveLine(id(leave.key()), SignedId.parse(leave.waiterId()), leave.customer());
        }
        throw new IllegalArgumentException("no command: " + ask);
    }

    Reply reply(Ask ask, BinaryAnswer answer, long sentNs) {
        int status = switch (answer.code()) {
            case OK -> CREATED;
            case CAPACITY -> UNAVAILABLE;
            default -> CONFLICT;
        };
        Map<String, String> fields = new HashMap<>();
        List<String> seats = List.of();
        if (answer.code() == Code.OK) {
            answer.signed().ifPresent(signed -> describe(ask, answer, signed, fields));
            seats = seats(Long.toString(answer.showId()), answer.seats());
        } else {
            fields.put("code", answer.code().name());
        }
        fields.put("sequence", Long.toString(answer.sequence()));
        return new Reply(
                status, Answer.of(fields, seats, Answer.EMPTY), answer.sequence(), 0, sentNs, System.nanoTime());
    }

    /** What a command that was not let in is told, or that there is no answer. */
    static Outcome refusal(Throwable failure, long sentNs) {
        if (failure instanceof BinaryClientException refusal) {
            int status = switch (refusal.reason()) {
                case RATE_LIMITED -> TOO_MANY_REQUESTS;
                case CLIENT_BLOCKED, FORBIDDEN -> FORBIDDEN;
                default -> 0;
            };
            if (status != 0) {
                Answer answer = Answer.of(Map.of("code", refusal.reason().name()), List.of(), Answer.EMPTY);
                return new Reply(status, answer, Reply.NO_SEQUENCE, refusal.retryAfterMs(), sentNs, System.nanoTime());
            }
        }
        return new Failure(Failure.Cause.BROKEN, String.valueOf(failure.getMessage()), sentNs);
    }

    /** A hold that was offered. */
    Answer hold(String showId, SignedId hold, long expiresAtMs, int[] seats) {
        Map<String, String> fields =
                Map.of("holdId", hold.text(Kind.HOLD), "state", "HELD", "expiresAt", Long.toString(expiresAtMs));
        return Answer.of(fields, seats(showId, seats), Answer.EMPTY);
    }

    private static void describe(Ask ask, BinaryAnswer answer, SignedId signed, Map<String, String> fields) {
        if (ask instanceof Ask.Hold) {
            fields.put("holdId", signed.text(Kind.HOLD));
            fields.put("state", "HELD");
            fields.put("expiresAt", Long.toString(answer.expiresAtMs()));
        } else if (ask instanceof Ask.Book) {
            fields.put("bookingId", signed.text(Kind.BOOKING));
            fields.put("state", answer.isLate() ? "BOOKED_LATE" : "BOOKED");
        } else if (ask instanceof Ask.Join) {
            fields.put("waiterId", signed.text(Kind.WAITER));
            fields.put("state", "WAITING");
        }
    }

    private List<String> seats(String showId, int[] seats) {
        List<String> ofShow = names.getOrDefault(showId, List.of());
        return Arrays.stream(seats)
                .mapToObj(seat -> seat < ofShow.size() ? ofShow.get(seat) : "#" + seat)
                .toList();
    }

    private int[] indexes(Ask.Hold hold) {
        Map<String, Integer> ofShow = indexes.getOrDefault(hold.showId(), Map.of());
        return hold.seats().stream()
                .mapToInt(seat -> ofShow.getOrDefault(seat, -1))
                .toArray();
    }

    /** The same key is the same id. */
    private CommandId id(String key) {
        RequestId id = RequestId.of(scope, key);
        return new CommandId(id.high(), id.low());
    }
}
