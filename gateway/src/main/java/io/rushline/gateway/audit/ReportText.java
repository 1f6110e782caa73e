package io.rushline.gateway.audit;

import io.rushline.gateway.http.JsonWriter;
import io.rushline.journal.audit.Damage;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.StateSummary;
import io.rushline.journal.audit.TornEnd;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** What a scan found, for people and for programs. */
final class ReportText {
    private ReportText() {}

    /** Says on standard error that an answer covers only a part of the journal; true when it does. */
    static boolean warnOfDamage(PrintWriter err, ScanReport report) {
        report.damage()
                .ifPresent(damage -> err.println("rushline: " + damage(damage) + "; what is told here ends at sequence "
                        + report.lastSequence()));
        err.flush();
        return report.damage().isPresent();
    }

    static void print(PrintWriter out, ScanReport report) {
        line(out, "records", "%,d in %,d files, %,d commands", report.excerpts(), report.files(), report.commands());
        if (report.commands() > 0) {
            line(
                    out,
                    "sequences",
                    "%d to %d, from %s to %s",
                    report.firstSequence(),
                    report.lastSequence(),
                    Instant.ofEpochMilli(report.firstTimestampMs()),
                    Instant.ofEpochMilli(report.lastTimestampMs()));
            line(out, "epochs", "%d, the last is %d", report.epochs(), report.lastEpoch());
        }
        if (report.damage().isPresent()) {
            line(out, "integrity", "%s", damage(report.damage().get()));
        } else if (report.tornEnd().isPresent()) {
            line(
                    out,
                    "integrity",
                    "good, with a torn end: %s",
                    tornEnd(report.tornEnd().get()));
        } else {
            line(out, "integrity", "good");
        }
    }

    static void print(PrintWriter out, StateSummary state) {
        line(
                out,
                "state",
                "%,d plans, %,d shows, %,d holds and bookings, %,d ended, %,d waiters, %,d remembered requests",
                state.plans(),
                state.shows(),
                state.holds(),
                state.endedHolds(),
                state.waiters(),
                state.requests());
        line(out, "state hash", "%s after sequence %d", state.stateHashText(), state.lastSequence());
    }

    static void printSpeed(PrintWriter out, long commands, double seconds) {
        line(out, "replay", "%,d commands in %.2f s, %,.0f a second", commands, seconds, commands / seconds);
    }

    static void writeSpeed(JsonWriter json, long commands, double seconds) {
        json.field("seconds", seconds).field("commandsPerSecond", commands / seconds);
    }

    static void line(PrintWriter out, String name, String format, Object... values) {
        out.printf(Locale.ROOT, "%-12s %s%n", name, String.format(Locale.ROOT, format, values));
    }

    static void write(JsonWriter json, ScanReport report) {
        json.field("files", report.files())
                .field("records", report.excerpts())
                .field("commands", report.commands())
                .field("firstSequence", report.firstSequence())
                .field("lastSequence", report.lastSequence())
                .instant("firstTimestamp", report.firstTimestampMs())
                .instant("lastTimestamp", report.lastTimestampMs())
                .field("epochs", report.epochs())
                .field("lastEpoch", report.lastEpoch());
        report.damage()
                .ifPresent(damage -> json.object(
                        "damage",
                        each -> each.field("file", damage.file().toString())
                                .field("offset", damage.offset())
                                .field("sequence", damage.sequence())
                                .field("problem", damage.problem())
                                .field("recordsBehind", damage.behind().records())
                                .field("commandsBehind", damage.behind().commands())
                                .field("lastSequenceBehind", damage.behind().lastSequence())));
        report.tornEnd()
                .ifPresent(torn -> json.object(
                        "tornEnd",
                        each -> each.field("file", torn.file().toString())
                                .field("offset", torn.offset())
                                .field("afterSequence", torn.afterSequence())
                                .field("problem", torn.problem())));
    }

    static void write(JsonWriter json, StateSummary state) {
        json.field("sequence", state.lastSequence())
                .instant("timestamp", state.lastTimestampMs())
                .field("epoch", state.epoch())
                .field("events", state.lastEventId())
                .field("plans", state.plans())
                .field("shows", state.shows())
                .field("holdsAndBookings", state.holds())
                .field("endedHolds", state.endedHolds())
                .field("waiters", state.waiters())
                .field("requests", state.requests())
                .field("unfinishedShows", state.unfinishedShows())
                .field("stateHash", state.stateHashText());
    }

    static String damage(Damage damage) {
        return String.format(
                Locale.ROOT,
                "damaged in %s at offset %d, sequence %d: %s (%,d records with %,d commands behind it)",
                damage.file(),
                damage.offset(),
                damage.sequence(),
                damage.problem(),
                damage.behind().records(),
                damage.behind().commands());
    }

    static String tornEnd(TornEnd torn) {
        return String.format(
                Locale.ROOT,
                "in %s at offset %d, after sequence %d: %s; nobody was ever told of it, and the next start cuts it",
                torn.file(),
                torn.offset(),
                torn.afterSequence(),
                torn.problem());
    }
}
