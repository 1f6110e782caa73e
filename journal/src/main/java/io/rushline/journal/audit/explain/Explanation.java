package io.rushline.journal.audit.explain;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.message.Reply.Refused;
import io.rushline.journal.audit.picture.HoldPicture;
import io.rushline.journal.audit.picture.Picture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows a sale decision by decision and tells what concerns one subject.
 *
 * <p>Threading: one thread. Allocation: as the picture; what was told is not kept.
 */
public final class Explanation implements Consumer<Decision> {
    private final Picture picture = new Picture();
    private final Relevance relevance;
    private final EventText eventText = new EventText(picture);
    private final RefusalText refusalText = new RefusalText(picture);
    private final Consumer<Explained> consumer;
    /** Of the subject's own, since a late payment is about a hold that the picture has forgotten. */
    private final Map<Long, HoldPicture> ended = new HashMap<>();

    /** An explanation that hands over what it tells. */
    public Explanation(Subject subject, Consumer<Explained> consumer) {
        relevance = new Relevance(subject, picture);
        this.consumer = consumer;
    }

    /** What was decided so far. */
    public Picture picture() {
        return picture;
    }

    @Override
    public void accept(Decision decision) {
        for (Event event : decision.events()) {
            if (relevance.has(event)) {
                tell(decision, event);
            }
            picture.apply(event);
        }
        decision.reply()
                .filter(reply -> reply instanceof Refused || reply.replayed())
                .filter(reply -> relevance.has(decision))
                .ifPresent(reply -> tell(decision, reply));
    }

    private void tell(Decision decision, Event event) {
        consumer.accept(new Explained(
                decision.sequence(),
                decision.timestampMs(),
                false,
                event.name(),
                picture.customerOf(event),
                event.showId(),
                eventText.of(event)));
        if (event instanceof Event.HoldExpired || event instanceof Event.HoldReleased) {
            picture.hold(event.holdId()).ifPresent(hold -> ended.put(hold.holdId(), hold));
        }
    }

    private void tell(Decision decision, Reply reply) {
        HoldPicture former = ended.get(decision.command().holdId());
        long showId = former == null ? picture.showOf(decision.command()) : former.showId();
        List<Integer> formerSeats = former == null ? List.of() : former.seats();
        String again = reply.replayed() ? "asked again, and answered as at sequence " + reply.sequence() : "";
        String reason = again.isEmpty() && reply instanceof Refused refused
                ? refusalText.of(decision, refused, showId, formerSeats)
                : again;
        String asked = decision.command().seats().isEmpty()
                ? ""
                : " " + eventText.seats(showId, decision.command().seats());
        String outcome = reply.replayed() ? "" : " was refused with " + reply.code();
        consumer.accept(new Explained(
                decision.sequence(),
                decision.timestampMs(),
                reply instanceof Refused,
                decision.command().name() + " " + reply.code(),
                decision.command().customer(),
                showId,
                decision.command().customer() + ": " + decision.command().name() + asked + outcome
                        + (reason.isEmpty() ? "" : ": " + reason)));
    }
}
