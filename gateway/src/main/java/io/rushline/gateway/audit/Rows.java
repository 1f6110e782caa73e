package io.rushline.gateway.audit;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes rows of decisions. */
abstract class Rows implements Consumer<Decision> {
    private final Picture picture = new Picture();
    private final List<String> names;
    private final Consumer<Row> consumer;

    Rows(List<String> names, Consumer<Row> consumer) {
        this.names = names;
        this.consumer = consumer;
    }

    /** The first line of a CSV file. */
    final String heading() {
        return String.join(",", names);
    }

    @Override
    public final void accept(Decision decision) {
        for (Event event : decision.events()) {
            see(event);
            picture.apply(event);
        }
    }

    /** Looks at an event that the picture does not have yet. */
    abstract void see(Event event);

    /** Makes rows of what has not ended. */
    void end() {}

    final void emit(Object... values) {
        consumer.accept(new Row(names, List.of(values)));
    }

    final Picture picture() {
        return picture;
    }

    final List<String> seats(long showId, List<Integer> seats) {
        Optional<ShowPicture> show = picture.show(showId);
        return seats.stream()
                .map(seat -> show.map(known -> known.plan().seatName(seat)).orElse("#" + seat))
                .toList();
    }

    final String currency(long showId) {
        return picture.show(showId).map(show -> show.terms().currency()).orElse("");
    }

    static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }
}
