package io.rushline.gateway.audit;

import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.journal.event.EventCheck;
import io.rushline.journal.event.EventCheck.Damage;
import java.util.Locale;
import java.util.Optional;

/**
 * What a check of the event queue found and what to do about it, for people and for programs.
 *
 * @param check what was found; empty when it can't be read
 * @param problem why it can't be read; empty when it can
 * @param beginEventId a start can write all events behind this one again
 */
record EventText(Optional<EventCheck> check, String problem, long beginEventId) {
    /**
     * Reads the queue.
     *
     * @param isJournalWhole whether a start can write events again; otherwise none is missed in front of the first
     */
    static EventText of(JournalOptions options, boolean isJournalWhole, long beginEventId) {
        try {
            EventCheck check = options.checkedEvents(isJournalWhole ? beginEventId : Long.MAX_VALUE);
            return new EventText(Optional.of(check), "", beginEventId);
        } catch (CouldNotRunException e) {
            return new EventText(Optional.empty(), String.valueOf(e.getMessage()), beginEventId);
        }
    }

    boolean isRead() {
        return check.isPresent();
    }

    boolean isGood() {
        return check.isPresent() && check.get().damage().isEmpty();
    }

    /** In a line. */
    String text() {
        return check.map(events -> events.damage().map(this::damage).orElseGet(() -> whole(events)))
                .orElse(problem);
    }

    private String whole(EventCheck events) {
        if (events.lastEventId() > 0) {
            return String.format(
                    Locale.ROOT,
                    "%d to %d in %,d files, all whole",
                    events.firstEventId(),
                    events.lastEventId(),
                    events.files());
        }
        return beginEventId == 0
                ? "none; the next start writes them"
                : "none; the next start writes those behind " + beginEventId + ", up to which commands were pruned";
    }

    private String damage(Damage damage) {
        return String.format(
                Locale.ROOT,
                "damaged in %s at offset %d, event %d, behind sequence %d: %s; %s",
                damage.file().path(),
                damage.offset(),
                damage.eventId(),
                damage.afterSequence(),
                damage.problem(),
                advice(damage));
    }

    private String advice(Damage damage) {
        if (damage.isMetByStart()) {
            return "the next start keeps the file beside, and writes what can be written again" + loss(damage);
        }
        String files = switch (damage.filesBehind()) {
            case 0 -> "this file";
            case 1 -> "this file and the file behind it";
            default -> "this file and the " + damage.filesBehind() + " files behind it";
        };
        return "stop the server, move " + files + " out of the directory, and the next start writes their events again"
                + loss(damage);
    }

    private String loss(Damage damage) {
        return beginEventId < damage.rewrittenFrom()
                ? ""
                : ", but for those up to " + beginEventId + ", whose commands were pruned";
    }

    void write(JsonWriter json) {
        if (check.isEmpty()) {
            json.field("unread", problem);
        }
        check.ifPresent(events -> write(json, events));
    }

    private void write(JsonWriter json, EventCheck events) {
        json.field("files", events.files())
                .field("firstEvent", events.firstEventId())
                .field("lastEvent", events.lastEventId());
        events.damage()
                .ifPresent(damage -> json.object(
                        "damage",
                        each -> each.field("file", damage.file().path().toString())
                                .field("offset", damage.offset())
                                .field("event", damage.eventId())
                                .field("afterSequence", damage.afterSequence())
                                .field("problem", damage.problem())
                                .field("advice", advice(damage))));
    }
}
