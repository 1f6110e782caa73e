package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.report.Grant;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;

/**
 * A program that asks for holds as fast as it is answered, never pays, and does not wait in line.
 *
 * <p>Threading: the office's event loop.
 */
final class Bot {
    private final Sale sale;
    private final Show show;
    private final String name;
    private final int party;
    private int requests;

    Bot(Sale sale, int index, Choices choices) {
        this.sale = sale;
        this.show = sale.show(choices.show());
        this.name = sale.scenario().runId() + "-bot-" + index;
        this.party = choices.party();
    }

    void hammer(long intendedNs) {
        String key = name + "-" + requests++;
        sale.caller()
                .call(Operation.HAMMER, Ask.Hold.best(show.showId(), name, party, key), intendedNs, this::onAnswer);
    }

    private void onAnswer(Outcome outcome) {
        if (outcome instanceof Reply reply && reply.succeeded() && reply.bestSequence() != Reply.NO_SEQUENCE) {
            sale.granted(Grant.of(
                    show.showId(),
                    reply.answer(),
                    reply.bestSequence(),
                    sale.scenario().holdMs(),
                    false));
        }
        boolean isFull =
                outcome instanceof Reply reply && reply.answer().text("code").equals("SHOW_FULL");
        if (isFull || sale.closing() || requests == sale.scenario().behaviour().of(Trait.BOT_REQUESTS)) {
            sale.done(Fate.HAMMERED);
        } else {
            // Never from within the answer: an office that answers at once would be asked from deeper and deeper.
            sale.caller().later(sale.scenario().behaviour().of(Trait.BOT_PAUSE_MS), () -> hammer(System.nanoTime()));
        }
    }
}
