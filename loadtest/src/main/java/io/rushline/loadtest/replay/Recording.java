package io.rushline.loadtest.replay;

import io.rushline.gateway.server.FileFailure;
import io.rushline.journal.audit.CheckedReplay;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.ExcerptHandler;
import io.rushline.journal.audit.JournalScan;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.UndecidableException;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.PlanPicture;
import io.rushline.loadtest.workload.CouldNotRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a journal has that can be played again.
 *
 * @param shows those for which somebody asked, by their recorded ids
 * @param commands of clients about them
 * @param joins those of them that join a line
 * @param firstMs when the first customer asked
 */
record Recording(Path data, Map<Long, RecordedShow> shows, long commands, long joins, long firstMs) {
    /** A show, and the hall that it is in. */
    record RecordedShow(long showId, Command.CreateShow terms, Command.DefineSeatPlan plan, PlanPicture seats) {}

    /**
     * Reads a data directory's journal to its end.
     *
     * @throws CouldNotRun when there is none, its start is gone, or there is nothing to play
     */
    static Recording of(Path data) throws CouldNotRun {
        if (!Files.isDirectory(data.resolve("journal"))) {
            throw new CouldNotRun("there is no journal in " + data + ": give a data directory with --journal");
        }
        try {
            if (CheckedReplay.isPruned(data)) {
                throw new CouldNotRun(
                        "the start of the journal in " + data + " was pruned, so that its shows are unknown");
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CouldNotRun("can't read the journal in " + data + ": " + FileFailure.text(e));
        }
        Reader reader = new Reader();
        read(data, reader);
        if (reader.used.isEmpty()) {
            throw new CouldNotRun("nobody asked for a seat in the journal in " + data + ": there is nothing to replay");
        }
        return new Recording(data, reader.used, reader.commands(), reader.joins, reader.firstMs);
    }

    /** Hands over each decision of the journal, in order. */
    void play(Consumer<Decision> consumer) throws CouldNotRun {
        read(data, consumer);
    }

    private static void read(Path data, Consumer<Decision> consumer) throws CouldNotRun {
        Replay replay = new Replay(Decision.reading(consumer));
        try {
            new JournalScan(
                            data.resolve("journal"),
                            0,
                            ExcerptHandler.commandsUntil(Long.MAX_VALUE, replay),
                            (done, total) -> {})
                    .scan();
        } catch (UncheckedIOException e) {
            throw new CouldNotRun("can't read the journal in " + data + ": " + FileFailure.text(e));
        } catch (UndecidableException e) {
            throw new CouldNotRun(e.getMessage() + "; use the build that wrote it, or a newer one");
        }
    }

    /** Looks for shows that customers ask for. */
    private static final class Reader implements Consumer<Decision> {
        private final Picture picture = new Picture();
        private final Map<Long, Command.DefineSeatPlan> plans = new HashMap<>();
        private final Map<Long, RecordedShow> known = new HashMap<>();
        private final Map<Long, RecordedShow> used = new LinkedHashMap<>();
        private final Map<Long, Long> commandsOfShow = new HashMap<>();
        private final ShowsOfIds showsOfIds = new ShowsOfIds(known::containsKey);
        private long joins;
        private long firstMs;

        @Override
        public void accept(Decision decision) {
            if (Playable.isPlayable(decision.command()) && decision.reply().isPresent()) {
                RecordedShow show = known.get(showsOfIds.showId(decision.command()));
                if (show != null) {
                    commandsOfShow.merge(show.showId(), 1L, Long::sum);
                    // Operators' commands alone are no sale.
                    if (Playable.isCustomers(decision.command())) {
                        firstMs = used.isEmpty() ? decision.timestampMs() : firstMs;
                        used.put(show.showId(), show);
                        joins += decision.command() instanceof Command.JoinLine ? 1 : 0;
                    }
                }
            }
            showsOfIds.learn(decision);
            for (Event event : decision.events()) {
                picture.apply(event);
                if (event instanceof Event.SeatPlanDefined defined) {
                    plans.put(defined.planId(), defined.definition());
                } else if (event instanceof Event.ShowCreated created) {
                    addShow(created);
                }
            }
        }

        /** Those about shows for which somebody asked, also what operators did before. */
        long commands() {
            return used.keySet().stream()
                    .mapToLong(showId -> commandsOfShow.getOrDefault(showId, 0L))
                    .sum();
        }

        private void addShow(Event.ShowCreated created) {
            Optional<PlanPicture> seats = picture.show(created.showId()).map(show -> show.plan());
            Command.DefineSeatPlan plan = plans.get(created.definition().planId());
            if (seats.isPresent() && plan != null) {
                known.put(
                        created.showId(), new RecordedShow(created.showId(), created.definition(), plan, seats.get()));
            }
        }
    }
}
