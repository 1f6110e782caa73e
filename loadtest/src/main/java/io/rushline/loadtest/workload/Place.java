package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Wait;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;

/**
 * A customer's place in the line: watched until the wait ends, or until the customer loses patience, or until the on-sale
 * closes.
 *
 * <p>Who is far behind looks less often, as a sane web tier would have it: each step of the line answers every poll that
 * is open, so thousands who look again at once would keep the server busy with nothing else.
 *
 * <p>Threading: the office's event loop.
 */
final class Place {
    private static final int PAUSE_PER_PARTY_AHEAD_MS = 2;
    private static final int PAUSE_MAX_MS = 5_000;

    private final Sale sale;
    private final Customer customer;
    private final String waiterId;
    private final long joinedSequence;
    private final long joinedNs;
    private boolean watching;
    private boolean leaving;
    private Fate leavingAs = Fate.LEFT;
    private boolean ended;

    private Place(Sale sale, Customer customer, String waiterId, long joinedSequence) {
        this.sale = sale;
        this.customer = customer;
        this.waiterId = waiterId;
        this.joinedSequence = joinedSequence;
        this.joinedNs = System.nanoTime();
    }

    /** Joins the line, and takes a place if the server grants one. */
    static void join(Sale sale, Customer customer) {
        sale.caller()
                .call(
                        Operation.JOIN,
                        new Ask.Join(
                                customer.show().showId(),
                                customer.name(),
                                customer.choices().party(),
                                customer.nextIdempotencyKey()),
                        System.nanoTime(),
                        outcome -> onJoinAnswer(sale, customer, outcome));
    }

    /** The on-sale closes: leaves the line, unless a watch is open, which will hear of it. */
    void close() {
        if (!watching && !leaving) {
            leave(Fate.LEFT);
        }
    }

    /** Nobody will ask any more: the wait stays without a known end. */
    void giveUp() {
        end(Wait.UNKNOWN, Wait.End.UNKNOWN);
    }

    private static void onJoinAnswer(Sale sale, Customer customer, Outcome outcome) {
        if (!(outcome instanceof Reply reply)) {
            sale.done(Fate.FAILED);
            return;
        }
        String waiterId = reply.answer().text("waiterId");
        if (reply.succeeded() && !waiterId.isEmpty() && reply.bestSequence() != Reply.NO_SEQUENCE) {
            Place place = new Place(sale, customer, waiterId, reply.bestSequence());
            sale.waiting(place);
            place.watch();
            int patienceMs = customer.choices().patienceMs();
            if (patienceMs != Choices.ENDLESS) {
                sale.caller().later(patienceMs, place::losePatience);
            }
            return;
        }
        switch (reply.answer().text("code")) {
            case "SEATS_AVAILABLE" -> customer.onSentBack();
            case "SHOW_FULL" -> sale.done(Fate.FULL);
            default -> sale.done(Fate.FAILED);
        }
    }

    private void losePatience() {
        if (!ended && !leaving && !sale.closing()) {
            leave(Fate.LOST_PATIENCE);
        }
    }

    private void watch() {
        if (ended || leaving) {
            return;
        }
        if (sale.closing()) {
            leave(Fate.LEFT);
            return;
        }
        watching = true;
        sale.caller()
                .call(
                        Operation.WATCH,
                        new Ask.Watch(customer.show().showId(), waiterId, joinedSequence),
                        System.nanoTime(),
                        this::onWatchAnswer);
    }

    private void onWatchAnswer(Outcome outcome) {
        watching = false;
        if (ended) {
            return;
        }
        if (outcome instanceof Reply reply && endedBy(reply)) {
            return;
        }
        if (leaving) {
            return;
        }
        if (sale.closing()) {
            leave(Fate.LEFT);
        } else if (outcome instanceof Reply reply
                && reply.succeeded()
                && state(reply).equals("WAITING")) {
            long ahead = Math.max(0, reply.answer().number("ahead", 0));
            sale.caller().later(Math.min(PAUSE_MAX_MS, 1 + ahead * PAUSE_PER_PARTY_AHEAD_MS), this::watch);
        } else {
            giveUp();
            sale.done(Fate.FAILED);
        }
    }

    /** Takes note when the reply says that the wait is over. */
    private boolean endedBy(Reply reply) {
        Answer answer = reply.answer();
        String state = state(reply);
        if (!reply.succeeded() || state.isEmpty() || state.equals("WAITING")) {
            return false;
        }
        long sequence = reply.bestSequence();
        if (state.equals("OFFERED")) {
            end(sequence, Wait.End.OFFERED);
            sale.meter().waited(System.nanoTime() - joinedNs);
            customer.onOffer(answer.hold(), sequence);
        } else {
            end(sequence, Wait.End.WITHOUT_OFFER);
            sale.done(
                    switch (state) {
                        case "SHOW_FULL" -> Fate.FULL;
                        case "LEFT" -> leavingAs;
                        default -> Fate.WAITED_IN_VAIN;
                    });
        }
        return true;
    }

    private void leave(Fate fate) {
        leaving = true;
        leavingAs = fate;
        sale.caller()
                .call(
                        Operation.LEAVE,
                        new Ask.Leave(waiterId, customer.name(), customer.nextIdempotencyKey()),
                        System.nanoTime(),
                        outcome -> {
                            // The watch may have been quicker to say so.
                            if (ended) {
                                return;
                            }
                            if (outcome instanceof Reply reply
                                    && reply.succeeded()
                                    && reply.bestSequence() != Reply.NO_SEQUENCE) {
                                end(reply.bestSequence(), Wait.End.WITHOUT_OFFER);
                                sale.done(fate);
                            } else {
                                lookOnceMore(outcome instanceof Reply reply && reply.refuses());
                            }
                        });
    }

    /**
     * It could not leave; perhaps the wait has just ended.
     *
     * @param wasRefused the server has decided that it may not leave
     */
    private void lookOnceMore(boolean wasRefused) {
        sale.caller().call(Operation.LOOK, new Ask.Waiter(waiterId), System.nanoTime(), outcome -> {
            if (ended || (outcome instanceof Reply reply && endedBy(reply))) {
                return;
            }
            // Who could not make the server decide may leave, or be offered seats, after this look.
            if (wasRefused && outcome instanceof Reply reply && state(reply).equals("WAITING")) {
                end(Wait.NEVER, Wait.End.NOT_YET);
                sale.done(Fate.LEFT);
            } else {
                giveUp();
                sale.done(Fate.FAILED);
            }
        });
    }

    private void end(long sequence, Wait.End how) {
        if (!ended) {
            ended = true;
            boolean known = sequence != Reply.NO_SEQUENCE;
            sale.evidence()
                    .waited(new Wait(
                            customer.show().showId(),
                            waiterId,
                            joinedSequence,
                            known ? sequence : Wait.UNKNOWN,
                            known ? how : Wait.End.UNKNOWN));
            sale.noLongerWaiting(this);
        }
    }

    private static String state(Reply reply) {
        return reply.answer().text("state");
    }
}
