package io.rushline.engine.oracle;

import io.rushline.engine.Engine;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.protocol.WaitEnd;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What time and the line bring about, within the limit of steps: C2 to C5, L1 and L2. */
final class NaiveWork {
    private static final int STEPS_OF_AN_OFFER = 10;

    private final NaiveState state;
    private final NaiveEvents events;

    /** Something that has a deadline. */
    private record Due(long deadlineMs, long id, Runnable end, NaiveShow show) {}

    NaiveWork(NaiveState state, NaiveEvents events) {
        this.state = state;
        this.events = events;
    }

    /** C5. */
    long nextDeadlineMs() {
        if (!state.unfinished.isEmpty()) {
            return state.nowMs;
        }
        return first().map(Due::deadlineMs).orElse(Engine.NO_DEADLINE);
    }

    /** C2. */
    void expire() {
        Optional<Due> next = first();
        while (next.isPresent() && next.get().deadlineMs() <= state.nowMs && mayStep()) {
            state.steps++;
            next.get().end().run();
            work(next.get().show());
            next = first();
        }
    }

    /** C3. */
    void finish() {
        while (!state.unfinished.isEmpty() && mayStep()) {
            work(state.unfinished.get(0));
        }
    }

    private boolean mayStep() {
        return state.steps < state.limits.maxStepsPerCommand();
    }

    private Optional<Due> first() {
        Due first = null;
        for (NaiveShow show : state.shows.values()) {
            for (NaiveHold hold : show.holds) {
                if (hold.state == HoldState.HELD && isBefore(hold.deadlineMs(), hold.id, first)) {
                    first = new Due(hold.deadlineMs(), hold.id, () -> expire(hold), show);
                }
            }
            for (NaiveWaiter waiter : show.line) {
                if (isBefore(waiter.expiresAtMs(), waiter.id(), first)) {
                    first = new Due(waiter.expiresAtMs(), waiter.id(), () -> end(waiter, WaitEnd.TIMED_OUT), show);
                }
            }
        }
        return Optional.ofNullable(first);
    }

    private static boolean isBefore(long deadlineMs, long id, @Nullable Due other) {
        return other == null
                || deadlineMs < other.deadlineMs()
                || (deadlineMs == other.deadlineMs() && id < other.id());
    }

    /** H9. */
    private void expire(NaiveHold hold) {
        state.end(hold, HoldState.EXPIRED);
        events.expired(hold);
    }

    void end(NaiveWaiter waiter, WaitEnd reason) {
        waiter.show().line.remove(waiter);
        events.waitEnded(waiter, reason);
    }

    /** L1 until it is done or the limit is reached; C5. */
    void work(NaiveShow show) {
        Optional<Runnable> step = nextStep(show);
        while (step.isPresent() && mayStep()) {
            step.get().run();
            step = nextStep(show);
        }
        if (step.isEmpty()) {
            state.unfinished.remove(show);
            if (show.sale == SaleState.ARCHIVED) {
                state.shows.remove(show.id);
            }
        } else if (!state.isUnfinished(show)) {
            state.unfinished.add(show);
        }
    }

    private Optional<Runnable> nextStep(NaiveShow show) {
        return switch (show.sale) {
            case OPEN -> nextDismissal(show).or(() -> nextOffer(show));
            case CLOSED -> nextDismissal(show);
            case CANCELLED -> nextOfCancelled(show);
            case ARCHIVED ->
                show.holds.stream().findFirst().map(hold -> () -> {
                    state.steps++;
                    show.holds.remove(hold);
                });
            default -> throw new IllegalStateException("sale " + show.sale);
        };
    }

    private Optional<Runnable> nextDismissal(NaiveShow show) {
        return show.line.stream().filter(NaiveWaiter::isHopeless).findFirst().map(waiter -> () -> {
            state.steps++;
            end(waiter, show.obtainable(waiter.category()) == 0 ? WaitEnd.SHOW_FULL : WaitEnd.INSUFFICIENT);
        });
    }

    /** L2. */
    private Optional<Runnable> nextOffer(NaiveShow show) {
        Stream<NaiveWaiter> candidates = show.isStrict() ? show.line.stream().limit(1) : show.line.stream();
        return candidates.filter(NaiveWaiter::fits).findFirst().map(waiter -> () -> offer(waiter));
    }

    private void offer(NaiveWaiter waiter) {
        state.steps += STEPS_OF_AN_OFFER;
        NaiveShow show = waiter.show();
        List<NaiveWaiter> ahead = List.copyOf(show.line.subList(0, show.line.indexOf(waiter)));
        events.skipped(show, waiter.id(), ahead);
        List<Integer> seats = NaiveSearch.find(show, waiter.quantity(), waiter.category(), -1, Adjacency.PREFERRED);
        show.line.remove(waiter);
        NaiveHold hold = new NaiveHold(waiter.id(), show, waiter.customer(), state.nowMs + show.terms.holdMs(), seats);
        show.holds.add(hold);
        show.set(seats, NaiveShow.SeatState.HELD);
        events.offered(hold);
    }

    private Optional<Runnable> nextOfCancelled(NaiveShow show) {
        Optional<Runnable> nextWait = show.line.stream().findFirst().map(waiter -> () -> {
            state.steps++;
            end(waiter, WaitEnd.SHOW_CANCELLED);
        });
        return nextWait.or(() -> show.holds.stream().findFirst().map(hold -> () -> windUp(hold)));
    }

    private void windUp(NaiveHold hold) {
        state.steps++;
        if (hold.state == HoldState.HELD) {
            state.end(hold, HoldState.RELEASED);
            events.released(hold);
        } else {
            state.end(hold, HoldState.CANCELLED);
            events.bookingCancelled(hold);
        }
    }
}
