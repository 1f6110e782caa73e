package io.rushline.loadtest.workload;

import io.rushline.loadtest.report.Booking;
import io.rushline.loadtest.report.Grant;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;

/**
 * One customer: wants seats, and reacts to what the server says, until one {@link Fate} is reached.
 *
 * <p>Threading: the client's event loop.
 */
final class Customer {
    /** How often a customer who is sent back from the line asks for a hold again. */
    static final int HOLD_TRIES_MAX = 5;

    private static final int CREATED = 201;

    private final Sale sale;
    private final Choices choices;
    private final Show show;
    private final String name;
    private int requests;
    private int holdTries;

    Customer(Sale sale, int index, Choices choices) {
        this.sale = sale;
        this.choices = choices;
        this.show = sale.show(choices.show());
        this.name = sale.scenario().runId() + "-" + index;
    }

    String name() {
        return name;
    }

    Show show() {
        return show;
    }

    int party() {
        return choices.party();
    }

    /** A key that no other request of any run has. */
    String nextIdempotencyKey() {
        return name + "-" + requests++;
    }

    void askForHold(long intendedNs) {
        holdTries++;
        sale.caller()
                .call(
                        Operation.HOLD,
                        sale.api().hold(show.showId(), name, choices.party(), nextIdempotencyKey()),
                        intendedNs,
                        this::onHoldAnswer);
    }

    /** The line said that enough is free; asks again, but not for ever. */
    void onSentBack() {
        if (holdTries < HOLD_TRIES_MAX) {
            askForHold(System.nanoTime());
        } else {
            sale.done(Fate.FAILED);
        }
    }

    /** The wait is over; the hold is empty when it has expired before the customer heard of it. */
    void onOffer(Answer hold, long sequence) {
        if (hold.text("holdId").isEmpty()) {
            sale.done(Fate.TOO_LATE);
        } else {
            onGrant(hold, sequence, true);
        }
    }

    private void onHoldAnswer(Outcome outcome) {
        if (!(outcome instanceof Reply reply)) {
            sale.done(Fate.FAILED);
            return;
        }
        if (reply.status() == CREATED) {
            onGrant(reply.answer(), reply.bestSequence(), false);
            return;
        }
        switch (reply.answer().text("code")) {
            case "SHOW_FULL" -> sale.done(Fate.FULL);
            case "JOIN_LINE" -> {
                if (sale.closing()) {
                    sale.done(Fate.LEFT);
                } else {
                    Place.join(sale, this);
                }
            }
            default -> sale.done(Fate.FAILED);
        }
    }

    private void onGrant(Answer hold, long sequence, boolean offered) {
        String holdId = hold.text("holdId");
        if (holdId.isEmpty() || sequence == Reply.NO_SEQUENCE) {
            sale.done(Fate.FAILED);
            return;
        }
        long expiresAtMs = hold.timeMs("expiresAt");
        long grantedAtMs = expiresAtMs < 0 ? -1 : expiresAtMs - sale.scenario().holdMs();
        sale.evidence()
                .granted(new Grant(show.showId(), holdId, hold.seats(), sequence, grantedAtMs, expiresAtMs, offered));
        switch (offered ? choices.afterOffer() : choices.afterHold()) {
            case BOOK -> afterThinking(intendedNs -> book(holdId, intendedNs));
            case RELEASE -> afterThinking(intendedNs -> release(holdId, intendedNs));
            case LET_EXPIRE -> sale.done(Fate.LET_EXPIRE);
        }
    }

    private void book(String holdId, long intendedNs) {
        String key = nextIdempotencyKey();
        sale.caller().call(Operation.BOOK, sale.api().book(holdId, name, "pay-" + key, key), intendedNs, outcome -> {
            if (!(outcome instanceof Reply reply)) {
                sale.done(Fate.FAILED);
            } else if (reply.status() == CREATED) {
                onBooked(holdId, reply);
            } else {
                sale.done(reply.status() < 500 ? Fate.TOO_LATE : Fate.FAILED);
            }
        });
    }

    private void onBooked(String holdId, Reply reply) {
        Answer answer = reply.answer();
        sale.booked(new Booking(
                show.showId(),
                answer.text("bookingId"),
                holdId,
                answer.seats(),
                reply.bestSequence(),
                answer.text("state").equals("BOOKED_LATE")));
        sale.done(Fate.BOOKED);
    }

    private void release(String holdId, long intendedNs) {
        sale.evidence().releasing(holdId);
        sale.caller()
                .call(
                        Operation.RELEASE,
                        sale.api().release(holdId, name, nextIdempotencyKey()),
                        intendedNs,
                        outcome -> {
                            if (outcome instanceof Reply reply && reply.succeeded()) {
                                sale.evidence().released(holdId, reply.bestSequence());
                            }
                            sale.done(Fate.RELEASED);
                        });
    }

    private interface Step {
        void at(long intendedNs);
    }

    private void afterThinking(Step step) {
        long thinkMs = Math.min(choices.thinkMs(), sale.scenario().holdMs() / 4);
        long intendedNs = System.nanoTime() + thinkMs * 1_000_000;
        sale.caller().later(thinkMs, () -> step.at(intendedNs));
    }
}
