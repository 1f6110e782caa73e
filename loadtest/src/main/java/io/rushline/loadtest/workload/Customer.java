package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.report.Booking;
import io.rushline.loadtest.report.Grant;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.List;
import java.util.function.Consumer;

/**
 * One customer: wants seats, and reacts to what the server says, until one {@link Fate} is reached.
 *
 * <p>Threading: the office's event loop.
 */
final class Customer {
    /** How often a customer chooses in all, when the chosen seats are gone each time; then the best available will do. */
    static final int CHOICES_MAX = 4;

    /**
     * How often a customer goes to and fro between seats that are gone when asked for, and a line that says that there are
     * some. That is no fault: others may get each time what was given back. It needs a bound, as a server could be wrong.
     */
    static final int SENT_BACK_MAX = 20;

    private static final String HOLD_EXPIRED = "HOLD_EXPIRED";

    private final Sale sale;
    private final Choices choices;
    private final Show show;
    private final String name;
    private int requests;
    private int choiceCount;
    private int sentBackCount;

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

    Choices choices() {
        return choices;
    }

    /** A key that no other request of any run has. */
    String nextIdempotencyKey() {
        return name + "-" + requests++;
    }

    /** Looks or asks for seats at once. */
    void arrive(long intendedNs) {
        if (choices.looks()) {
            look(intendedNs);
        } else {
            askForHold(List.of(), intendedNs);
        }
    }

    private void look(long intendedNs) {
        Ask ask = new Ask.Look(show.showId(), choices.party(), choices.taste() + choiceCount);
        sale.caller().call(Operation.SEE_SEATS, ask, intendedNs, outcome -> {
            boolean chooses = choices.chooses() && outcome instanceof Reply;
            List<String> seats = chooses ? ((Reply) outcome).answer().seats() : List.of();
            afterHesitating(askNs -> askForHold(seats, askNs));
        });
    }

    private void askForHold(List<String> seats, long intendedNs) {
        command(
                Operation.HOLD,
                new Ask.Hold(show.showId(), name, choices.party(), seats, nextIdempotencyKey()),
                intendedNs,
                outcome -> onHoldAnswer(outcome, !seats.isEmpty()));
    }

    /** The line said that enough is free, or the best seats were gone; asks again, but not for ever. */
    void onSentBack() {
        if (sale.closing()) {
            sale.done(Fate.LEFT);
        } else if (sentBackCount++ < SENT_BACK_MAX) {
            askForHold(List.of(), System.nanoTime());
        } else {
            sale.evidence().sentToAndFro();
            sale.done(Fate.SENT_TO_AND_FRO);
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

    private void onHoldAnswer(Outcome outcome, boolean hadChosen) {
        if (!(outcome instanceof Reply reply)) {
            sale.done(Fate.FAILED);
            return;
        }
        if (reply.succeeded()) {
            onGrant(reply.answer(), reply.bestSequence(), false);
            return;
        }
        switch (reply.answer().text("code")) {
            case "SHOW_FULL" -> sale.done(Fate.FULL);
            case "SEATS_UNAVAILABLE" -> {
                if (hadChosen) {
                    chooseAgain();
                } else {
                    onSentBack();
                }
            }
            case "JOIN_LINE" -> {
                if (sale.closing()) {
                    sale.done(Fate.LEFT);
                } else if (!choices.waits()) {
                    sale.done(Fate.WOULD_NOT_WAIT);
                } else {
                    Place.join(sale, this);
                }
            }
            default -> sale.done(Fate.FAILED);
        }
    }

    /** Looks once more, and in the end takes what there is. */
    private void chooseAgain() {
        if (++choiceCount < CHOICES_MAX) {
            look(System.nanoTime());
        } else {
            askForHold(List.of(), System.nanoTime());
        }
    }

    private void onGrant(Answer hold, long sequence, boolean offered) {
        String holdId = hold.text("holdId");
        if (holdId.isEmpty() || sequence == Reply.NO_SEQUENCE) {
            sale.done(Fate.FAILED);
            return;
        }
        sale.granted(Grant.of(show.showId(), hold, sequence, sale.scenario().holdMs(), offered));
        switch (offered ? choices.afterOffer() : choices.afterHold()) {
            case PAY -> afterHesitating(intendedNs -> book(holdId, intendedNs));
            case RELEASE -> afterHesitating(intendedNs -> release(holdId, intendedNs));
            case ABANDON -> sale.done(Fate.LET_EXPIRE);
        }
    }

    private void book(String holdId, long intendedNs) {
        String key = nextIdempotencyKey();
        command(Operation.BOOK, new Ask.Book(holdId, name, "pay-" + key, key), intendedNs, outcome -> {
            if (!(outcome instanceof Reply reply)) {
                sale.done(Fate.FAILED);
            } else if (reply.succeeded()) {
                onBooked(holdId, reply);
            } else {
                String code = reply.answer().text("code");
                sale.done(code.equals(HOLD_EXPIRED) || code.equals("REFUND_REQUIRED") ? Fate.TOO_LATE : Fate.FAILED);
            }
        });
    }

    private void onBooked(String holdId, Reply reply) {
        Booking booking = Booking.of(show.showId(), holdId, reply);
        sale.booked(booking);
        // One without an id can't be cancelled; that it is none is found when it is looked up.
        if (choices.cancels() && !booking.bookingId().isEmpty()) {
            afterHesitating(intendedNs -> cancel(booking, intendedNs));
        } else {
            sale.done(Fate.BOOKED);
        }
    }

    private void cancel(Booking booking, long intendedNs) {
        sale.evidence().cancelling(booking.bookingId());
        command(
                Operation.CANCEL,
                new Ask.Cancel(booking.bookingId(), name, nextIdempotencyKey()),
                intendedNs,
                outcome -> {
                    boolean isCancelled = outcome instanceof Reply reply && reply.succeeded();
                    if (isCancelled) {
                        sale.cancelled(booking, ((Reply) outcome).bestSequence());
                    } else if (outcome instanceof Failure failure && !failure.leavesOpen()) {
                        sale.evidence().notCancelling(booking.bookingId());
                    }
                    sale.done(isCancelled ? Fate.CANCELLED : Fate.FAILED);
                });
    }

    private void release(String holdId, long intendedNs) {
        sale.evidence().releasing(holdId);
        command(Operation.RELEASE, new Ask.Release(holdId, name, nextIdempotencyKey()), intendedNs, outcome -> {
            if (outcome instanceof Reply reply && reply.succeeded()) {
                sale.evidence().released(holdId, reply.bestSequence());
            } else if (outcome instanceof Failure failure && !failure.leavesOpen()) {
                sale.evidence().notReleasing(holdId);
            }
            sale.done(afterRelease(outcome));
        });
    }

    /** Who has no answer, or one that decides nothing, does not know whether the seats are free again. */
    private static Fate afterRelease(Outcome outcome) {
        if (!(outcome instanceof Reply reply)) {
            return Fate.FAILED;
        } else if (reply.succeeded()) {
            return Fate.RELEASED;
        }
        return reply.answer().text("code").equals(HOLD_EXPIRED) ? Fate.LET_EXPIRE : Fate.FAILED;
    }

    /** Sends a command as this customer does: once, twice, or again soon. */
    private void command(Operation operation, Ask ask, long intendedNs, Consumer<Outcome> receiver) {
        boolean isClicked = operation == Operation.HOLD || operation == Operation.BOOK;
        if (choices.clicksTwice() && isClicked) {
            sale.caller().callTwice(operation, ask, intendedNs, receiver);
        } else if (choices.isHasty()) {
            long hasteMs = sale.scenario().behaviour().of(Trait.HASTY_AFTER_MS);
            sale.caller().callHastily(operation, ask, intendedNs, hasteMs, receiver);
        } else {
            sale.caller().call(operation, ask, intendedNs, receiver);
        }
    }

    private interface Step {
        void at(long intendedNs);
    }

    private void afterHesitating(Step step) {
        long hesitateMs = Math.min(choices.hesitateMs(), sale.scenario().holdMs() / 4);
        long intendedNs = System.nanoTime() + hesitateMs * 1_000_000;
        sale.caller().later(hesitateMs, () -> {
            // A release that is noted, and then not sent, would leave open whether the hold lives.
            if (!sale.lookingUp()) {
                step.at(intendedNs);
            }
        });
    }
}
