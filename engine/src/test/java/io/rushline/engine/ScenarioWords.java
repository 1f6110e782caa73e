package io.rushline.engine;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.LineJoinedDecoder;
import io.rushline.engine.protocol.SaleClosedDecoder;
import io.rushline.engine.protocol.SaleOpenedDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatPlanRenamedDecoder;
import io.rushline.engine.protocol.SeatsBlockedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.SeatsUnblockedDecoder;
import io.rushline.engine.protocol.ShowArchivedDecoder;
import io.rushline.engine.protocol.ShowCancelledDecoder;
import io.rushline.engine.protocol.ShowChangedDecoder;
import io.rushline.engine.protocol.ShowCreatedDecoder;
import io.rushline.engine.protocol.WaitEndedDecoder;
import io.rushline.engine.protocol.WaitersSkippedDecoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Replies and events in the words of a {@link Scenario}. It learns from events whose hold is whose. */
final class ScenarioWords {
    private final Map<Long, ScenarioHall> halls;
    private final Map<Long, String> shows;
    private final Map<Long, Owned> owned = new HashMap<>();

    private record Owned(long showId, String customer, List<Integer> seats) {}

    /** What must agree, and {@code NAME=VALUE} words that may be left out. */
    record Phrase(String head, Map<String, String> attributes) {
        boolean agreesWith(String expected) {
            StringBuilder expectedHead = new StringBuilder();
            for (String word : expected.trim().split("\\s+", -1)) {
                int equals = word.indexOf('=');
                if (equals < 0) {
                    boolean isList = word.contains(",") || word.matches("[A-Za-z]+\\d+-.*");
                    expectedHead
                            .append(expectedHead.isEmpty() ? "" : " ")
                            .append(isList ? String.join(",", ScenarioHall.names(word)) : word);
                } else if (!word.substring(equals + 1).equals(attributes.get(word.substring(0, equals)))) {
                    return false;
                }
            }
            return head.contentEquals(expectedHead);
        }

        @Override
        public String toString() {
            return head + " " + attributes;
        }
    }

    ScenarioWords(Map<Long, ScenarioHall> halls, Map<Long, String> shows) {
        this.halls = halls;
        this.shows = shows;
    }

    @Nullable
    ScenarioHall hallOfHold(long holdId) {
        Owned hold = owned.get(holdId);
        return hold == null ? null : halls.get(hold.showId());
    }

    Phrase reply(String verb, ScenarioHall hall, @Nullable Message reply, long nextDeadlineMs) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("next", nextDeadlineMs == Engine.NO_DEADLINE ? "never" : "" + nextDeadlineMs);
        if (reply == null) {
            return new Phrase("", attributes);
        }
        String again = reply.isReplayed ? "AGAIN " : "";
        attributes.put("sequence", "" + reply.sequence);
        attributes.put("detail", "" + reply.detail);
        if (reply.code != Code.OK) {
            String seats = hall.names(reply.seats);
            return new Phrase(again + reply.code + (seats.isEmpty() ? "" : " " + seats), attributes);
        }
        attributes.put("until", "" + reply.expiresAtMs);
        attributes.put("total", "" + reply.total);
        attributes.put("ahead", "" + reply.ahead);
        attributes.put("adjacent", reply.isAdjacent ? "yes" : "no");
        String seats = reply.seats.isEmpty() ? "" : " " + names(reply.showId, reply.seats);
        String head = switch (reply.templateId) {
            case HoldReplyDecoder.TEMPLATE_ID -> (verb.equals("exchange") ? "EXCHANGED" : "HELD") + seats;
            case BookingReplyDecoder.TEMPLATE_ID -> reply.bookingState + seats;
            case AcceptedDecoder.TEMPLATE_ID -> accepted(verb);
            default -> "WAITING";
        };
        return new Phrase(again + head, attributes);
    }

    /** The one event that the command's own success makes; to be asked before the events are put in words. */
    String ownEvent(String verb, String sender, String quantity, @Nullable Message reply) {
        if (reply == null || reply.isReplayed || reply.code != Code.OK) {
            return "";
        }
        Owned known = owned.get(reply.subjectId);
        String who = known == null ? "?" : known.customer();
        String seats = reply.seats.isEmpty() ? "" : names(reply.showId, reply.seats);
        String formerSeats = known == null ? "" : names(known.showId(), known.seats());
        return switch (verb) {
            case "tick" -> "";
            case "plan" -> "SeatPlanDefined";
            case "show" -> "ShowCreated";
            case "hold", "best" -> "SeatsHeld " + sender + " " + seats;
            case "release" -> "HoldReleased " + who + " " + formerSeats;
            case "exchange" -> "SeatsExchanged " + who + " " + formerSeats + " -> " + seats;
            case "book" ->
                "SeatsBooked " + who + " " + seats + " late="
                        + (reply.bookingState.name().equals("BOOKED_LATE") ? "yes" : "no");
            case "cancel" -> "BookingCancelled " + who + " " + seats;
            case "join" -> "LineJoined " + sender + " " + quantity;
            case "open" -> "SaleOpened";
            case "change" -> "ShowChanged";
            case "rename" -> "SeatPlanRenamed";
            case "close" -> "SaleClosed";
            case "cancelShow" -> "ShowCancelled";
            case "archive" -> "ShowArchived";
            case "block" -> "SeatsBlocked " + quantity;
            case "unblock" -> "SeatsUnblocked " + quantity;
            default -> "WaitEnded " + who + " LEFT";
        };
    }

    Phrase phrase(Message event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("show", shows.getOrDefault(event.showId, "?"));
        attributes.put("until", "" + event.expiresAtMs);
        attributes.put("total", "" + event.total);
        attributes.put("adjacent", event.isAdjacent ? "yes" : "no");
        attributes.put("late", event.isLate ? "yes" : "no");
        attributes.put("payment", event.payment);
        attributes.put("category", "" + event.category);
        attributes.put("because", event.remark);
        attributes.put("onSale", "" + event.onSaleAtMs);
        attributes.put("starts", "" + event.startsAtMs);
        attributes.put("ends", "" + event.endsAtMs);
        attributes.put("perHold", "" + event.maxPerHold);
        attributes.put("perCustomer", "" + event.maxPerCustomer);
        attributes.put("prices", event.prices.toString().replace(" ", ""));
        Owned known =
                owned.get(event.templateId == BookingCancelledDecoder.TEMPLATE_ID ? -event.bookingId : event.subjectId);
        String who = known == null ? "?" : known.customer();
        String seats = event.seats.isEmpty() ? "" : names(event.showId, event.seats);
        String head = switch (event.templateId) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> "SeatPlanDefined";
            case ShowCreatedDecoder.TEMPLATE_ID -> "ShowCreated";
            case SeatsHeldDecoder.TEMPLATE_ID -> "SeatsHeld " + who + " " + seats;
            case HoldReleasedDecoder.TEMPLATE_ID -> "HoldReleased " + who + " " + seats;
            case HoldExpiredDecoder.TEMPLATE_ID -> "HoldExpired " + who + " " + seats;
            case SeatsExchangedDecoder.TEMPLATE_ID ->
                "SeatsExchanged " + who + " " + names(event.showId, event.formerSeats) + " -> " + seats;
            case SeatsBookedDecoder.TEMPLATE_ID -> "SeatsBooked " + who + " " + seats;
            case BookingCancelledDecoder.TEMPLATE_ID -> "BookingCancelled " + who + " " + seats;
            case LineJoinedDecoder.TEMPLATE_ID -> "LineJoined " + who + " " + event.quantity;
            case SeatsOfferedDecoder.TEMPLATE_ID -> "SeatsOffered " + who + " " + seats;
            case WaitEndedDecoder.TEMPLATE_ID -> "WaitEnded " + who + " " + event.reason;
            case SaleOpenedDecoder.TEMPLATE_ID -> "SaleOpened";
            case SaleClosedDecoder.TEMPLATE_ID -> "SaleClosed";
            case ShowChangedDecoder.TEMPLATE_ID -> "ShowChanged";
            case SeatPlanRenamedDecoder.TEMPLATE_ID -> "SeatPlanRenamed";
            case ShowCancelledDecoder.TEMPLATE_ID -> "ShowCancelled";
            case ShowArchivedDecoder.TEMPLATE_ID -> "ShowArchived";
            case SeatsBlockedDecoder.TEMPLATE_ID -> "SeatsBlocked " + seats;
            case SeatsUnblockedDecoder.TEMPLATE_ID -> "SeatsUnblocked " + seats;
            case WaitersSkippedDecoder.TEMPLATE_ID -> "WaitersSkipped " + who + " " + skipped(event);
            default -> throw new IllegalArgumentException("template " + event.templateId);
        };
        return new Phrase(head, attributes);
    }

    private String skipped(Message event) {
        ScenarioHall hall = halls.getOrDefault(event.showId, new ScenarioHall());
        List<String> parties = event.skipped.stream()
                .map(each -> {
                    Owned first = owned.get(each.firstWaiterId());
                    String category = each.category() == -1 ? "" : hall.categories.get(each.category());
                    return (first == null ? "?" : first.customer()) + ":" + each.quantity() + category + ">"
                            + each.free();
                })
                .toList();
        return String.join(",", parties);
    }

    private String names(long showId, List<Integer> seats) {
        return halls.getOrDefault(showId, new ScenarioHall()).names(seats);
    }

    private static String accepted(String verb) {
        return switch (verb) {
            case "release" -> "RELEASED";
            case "leave" -> "LEFT";
            default -> "DONE";
        };
    }

    /** To be told each event before any of the same command is put in words. */
    void learn(Message event) {
        switch (event.templateId) {
            case SeatsHeldDecoder.TEMPLATE_ID,
                    SeatsOfferedDecoder.TEMPLATE_ID,
                    LineJoinedDecoder.TEMPLATE_ID,
                    SeatsBookedDecoder.TEMPLATE_ID -> {
                Owned owner = new Owned(event.showId, event.customer, event.seats);
                owned.put(event.subjectId, owner);
                if (event.bookingId != 0) {
                    owned.put(-event.bookingId, owner);
                }
            }
            case SeatsExchangedDecoder.TEMPLATE_ID -> {
                Owned former = Objects.requireNonNull(owned.get(event.subjectId));
                owned.put(event.subjectId, new Owned(event.showId, former.customer(), event.seats));
            }
            default -> {}
        }
    }
}
