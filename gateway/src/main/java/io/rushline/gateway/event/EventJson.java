package io.rushline.gateway.event;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.catalogue.SeatNames;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.Views;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Messages;
import io.rushline.journal.event.Currency;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Events as clients see them: ids signed, seats and categories by name, amounts with their currency.
 *
 * <p>An event is a record, and each of its components becomes a field; what a component means follows from its name. All
 * that is needed stands in the queue beside the event, or never changes, so that an event is always told in the same
 * words.
 *
 * <p>Threading: one thread at a time.
 */
final class EventJson {
    private final Views views;
    private final SignedIds ids;
    private final Messages messages = new Messages();

    EventJson(Views views, SignedIds ids) {
        this.views = views;
        this.ids = ids;
    }

    /** The id of an event, which stands at the same place in all of them. */
    static long eventId(DirectBuffer event, int offset) {
        return event.getLong(
                offset + MessageHeaderDecoder.ENCODED_LENGTH + SeatsHeldDecoder.eventIdEncodingOffset(),
                ByteOrder.LITTLE_ENDIAN);
    }

    /** An event, as the queue has it. */
    byte[] toBytes(long planId, int currency, DirectBuffer message, int offset) {
        Event event = messages.event(message, offset);
        PlanView plan = views.plan(planId)
                .orElseThrow(() -> new IllegalStateException("event " + event.eventId() + " is of no plan"));
        Writing writing = new Writing(plan.names(), Currency.unpack(currency), event);
        return JsonWriter.toBytes(writing::write);
    }

    /** One event on its way into JSON. */
    private final class Writing {
        private final SeatNames names;
        private final String currency;
        private final Event event;

        Writing(SeatNames names, String currency, Event event) {
            this.names = names;
            this.currency = currency;
            this.event = event;
        }

        void write(JsonWriter json) {
            json.field("eventId", event.eventId()).field("type", event.name());
            for (RecordComponent component : event.getClass().getRecordComponents()) {
                if (!component.getName().equals("eventId")) {
                    write(json, component.getName(), value(component));
                }
            }
            if (event instanceof Event.SeatsOffered offered) {
                json.field("holdId", ids.sign(SignedIds.Kind.HOLD, offered.holdId()));
            }
        }

        private void write(JsonWriter json, String name, Object value) {
            switch (name) {
                case "showId" -> json.field(name, value.toString());
                case "planId" -> json.field("hallId", value.toString());
                case "holdId" -> json.field(name, ids.sign(SignedIds.Kind.HOLD, (Long) value));
                case "bookingId" -> json.field(name, ids.sign(SignedIds.Kind.BOOKING, (Long) value));
                case "waiterId" -> json.field(name, ids.sign(SignedIds.Kind.WAITER, (Long) value));
                case "timestampMs" -> json.instant("timestamp", (Long) value);
                case "expiresAtMs" -> json.instant("expiresAt", (Long) value);
                case "onSaleAtMs" -> writeSaleTime(json, (Long) value);
                case "startsAtMs" -> json.instant("startsAt", (Long) value);
                case "endsAtMs" -> json.instant("endsAt", (Long) value);
                case "holdMs" -> json.field("holdSeconds", TimeUnit.MILLISECONDS.toSeconds((Long) value));
                case "waitMs" -> json.field("waitSeconds", TimeUnit.MILLISECONDS.toSeconds((Long) value));
                case "sequence", "quantity", "maxPerHold", "maxPerCustomer" ->
                    json.field(name, ((Number) value).longValue());
                case "total" -> json.money(name, (Long) value, currency);
                case "adjacent", "late" -> json.field(name, ((Boolean) value).booleanValue());
                case "seats", "formerSeats" -> writeSeats(json, name, (List<?>) value);
                case "category" -> writeCategory(json, (Integer) value);
                case "prices" -> writePrices(json, (List<?>) value);
                case "hall" -> json.field("name", value.toString());
                case "customer", "paymentReference", "reason" -> json.field(name, value.toString());
                case "parties" -> json.objects("parties", (List<?>) value, this::writeParty);
                case "definition" -> writeDefinition(json, value);
                default -> throw new IllegalStateException("a " + event.name() + " has the unknown part " + name);
            }
        }

        private void writeSeats(JsonWriter json, String name, List<?> seats) {
            json.strings(
                    name,
                    seats.stream().map(seat -> names.seatId((Integer) seat)).toList());
        }

        private void writeCategory(JsonWriter json, int category) {
            if (category != SeatNames.NONE) {
                json.field("category", names.categories().get(category));
            }
        }

        private void writeParty(JsonWriter json, Object value) {
            Event.SkippedParty party = (Event.SkippedParty) value;
            writeCategory(json, party.category());
            json.field("quantity", party.quantity())
                    .field("reason", party.reason().name())
                    .field("free", party.free())
                    .field("firstWaiterId", ids.sign(SignedIds.Kind.WAITER, party.firstWaiterId()));
        }

        private void writeDefinition(JsonWriter json, Object value) {
            if (value instanceof Command.CreateShow show) {
                writeShow(json, show);
            } else if (value instanceof Command.DefineSeatPlan hall) {
                json.field("name", hall.hall())
                        .field("cinemaId", Long.toString(hall.cinemaId()))
                        .strings("categories", hall.categories())
                        .field("capacity", names.seatCount());
            }
        }

        private void writeShow(JsonWriter json, Command.CreateShow show) {
            json.field("hallId", Long.toString(show.planId()))
                    .field("movieId", Long.toString(show.movieId()))
                    .instant("startsAt", show.startsAtMs())
                    .instant("endsAt", show.endsAtMs())
                    .instant("onSaleAt", show.onSaleAtMs() == 0 ? event.timestampMs() : show.onSaleAtMs())
                    .field("holdSeconds", TimeUnit.MILLISECONDS.toSeconds(show.holdMs()))
                    .field("linePolicy", show.linePolicy().name());
            writePrices(json, show.prices());
        }

        private void writePrices(JsonWriter json, List<?> prices) {
            json.objects(
                    "prices",
                    prices.size(),
                    (each, category) -> each.field(
                                    "category", names.categories().get(category))
                            .money("price", (Long) prices.get(category), currency));
        }

        /** A show that was created without such a time, and is on sale since then, has none. */
        private void writeSaleTime(JsonWriter json, long onSaleAtMs) {
            if (onSaleAtMs != 0) {
                json.instant("onSaleAt", onSaleAtMs);
            }
        }

        private Object value(RecordComponent component) {
            try {
                return component.getAccessor().invoke(event);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("events are public records: " + component, e);
            }
        }
    }
}
