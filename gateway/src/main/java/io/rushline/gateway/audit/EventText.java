package io.rushline.gateway.audit;

import io.rushline.gateway.http.JsonWriter;
import io.rushline.journal.event.EventCheck;
import io.rushline.journal.event.EventCheck.Damage;
import java.util.Locale;

/** What a check of the event queue found and what to do about it, for people and for programs. */
final class EventText {
    private EventText() {}

    /**
     * In a line.
     *
     * @param beginEventId a start can write all events behind this one again
     */
    static String text(EventCheck events, long beginEventId) {
        return events.damage().map(damage -> damage(damage, beginEventId)).orElseGet(() -> whole(events));
    }

    private static String whole(EventCheck events) {
        return events.lastEventId() == 0
                ? "none; the next start writes them"
                : String.format(
                        Locale.ROOT,
                        "%d to %d in %,d files, all whole",
                        events.firstEventId(),
                        events.lastEventId(),
                        events.files());
    }

    private static String damage(Damage damage, long beginEventId) {
        return String.format(
                Locale.ROOT,
                "damaged in %s at offset %d, event %d, behind sequence %d: %s; %s",
                damage.file(),
                damage.offset(),
                damage.eventId(),
                damage.afterSequence(),
                damage.problem(),
                advice(damage, beginEventId));
    }

    private static String advice(Damage damage, long beginEventId) {
        if (damage.filesBehind() == 0) {
            return "the next start keeps the file beside, and writes what can be written again"
                    + loss(damage, beginEventId);
        }
        String behind = damage.filesBehind() == 1 ? "the file" : "the " + damage.filesBehind() + " files";
        return "stop the server, move this file and " + behind
                + " behind it out of the directory, and the next start writes their events again"
                + loss(damage, beginEventId);
    }

    private static String loss(Damage damage, long beginEventId) {
        return beginEventId < damage.eventId()
                ? ""
                : ", but for those up to " + beginEventId + ", whose commands were pruned";
    }

    static void write(JsonWriter json, EventCheck events, long beginEventId) {
        json.field("files", events.files())
                .field("firstEvent", events.firstEventId())
                .field("lastEvent", events.lastEventId());
        events.damage()
                .ifPresent(damage -> json.object(
                        "damage",
                        each -> each.field("file", damage.file().toString())
                                .field("offset", damage.offset())
                                .field("event", damage.eventId())
                                .field("afterSequence", damage.afterSequence())
                                .field("problem", damage.problem())
                                .field("advice", advice(damage, beginEventId))));
    }
}
