package io.rushline.journal.audit.picture;

import io.rushline.engine.protocol.SaleState;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Event.BookingCancelled;
import io.rushline.journal.audit.message.Event.HoldExpired;
import io.rushline.journal.audit.message.Event.HoldReleased;
import io.rushline.journal.audit.message.Event.LineJoined;
import io.rushline.journal.audit.message.Event.SaleClosed;
import io.rushline.journal.audit.message.Event.SaleOpened;
import io.rushline.journal.audit.message.Event.SeatPlanDefined;
import io.rushline.journal.audit.message.Event.SeatPlanRenamed;
import io.rushline.journal.audit.message.Event.SeatsBlocked;
import io.rushline.journal.audit.message.Event.SeatsBooked;
import io.rushline.journal.audit.message.Event.SeatsExchanged;
import io.rushline.journal.audit.message.Event.SeatsHeld;
import io.rushline.journal.audit.message.Event.SeatsOffered;
import io.rushline.journal.audit.message.Event.SeatsUnblocked;
import io.rushline.journal.audit.message.Event.ShowArchived;
import io.rushline.journal.audit.message.Event.ShowCancelled;
import io.rushline.journal.audit.message.Event.ShowChanged;
import io.rushline.journal.audit.message.Event.ShowCreated;
import io.rushline.journal.audit.message.Event.WaitEnded;
import io.rushline.journal.audit.message.Message;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All shows, holds and waiters as the events so far tell them. It believes each event; whoever doubts it looks before it
 * is applied.
 *
 * <p>Threading: one thread at a time. It keeps what lives: ended holds, and shows that are archived, are forgotten.
 */
public final class Picture {
    private final Map<Long, PlanPicture> plans = new HashMap<>();
    private final Map<Long, ShowPicture> shows = new LinkedHashMap<>();
    private final Long2ObjectHashMap<HoldPicture> holds = new Long2ObjectHashMap<>();
    private final Long2LongHashMap holdOfBooking = new Long2LongHashMap(0);
    private final Long2ObjectHashMap<WaiterPicture> waiters = new Long2ObjectHashMap<>();

    /** A show that was created and not archived. */
    public Optional<ShowPicture> show(long showId) {
        return Optional.ofNullable(shows.get(showId));
    }

    /** All of them, in the order in which they were created. */
    public Collection<ShowPicture> shows() {
        return Collections.unmodifiableCollection(shows.values());
    }

    /** A hold or booking that has not ended. */
    public Optional<HoldPicture> hold(long holdId) {
        return Optional.ofNullable(holds.get(holdId));
    }

    /** The hold that became a booking which has not ended. */
    public Optional<HoldPicture> booking(long bookingId) {
        return hold(holdOfBooking.get(bookingId));
    }

    /** Somebody who still waits. */
    public Optional<WaiterPicture> waiter(long waiterId) {
        return Optional.ofNullable(waiters.get(waiterId));
    }

    /** The show that a message is about, by its own words or by those of the hold, booking or wait it names; 0 if none. */
    public long showOf(Message message) {
        if (message.showId() != 0) {
            return message.showId();
        }
        return ofHold(message)
                .map(HoldPicture::showId)
                .or(() -> waiter(message.waiterId()).map(WaiterPicture::showId))
                .orElse(0L);
    }

    /** Whom a message is about, by its own words or by those of the hold, booking or wait it names; empty if nobody. */
    public String customerOf(Message message) {
        if (!message.customer().isEmpty()) {
            return message.customer();
        }
        return ofHold(message)
                .map(HoldPicture::customer)
                .or(() -> waiter(message.waiterId()).map(WaiterPicture::customer))
                .orElse("");
    }

    private Optional<HoldPicture> ofHold(Message message) {
        return hold(message.holdId()).or(() -> booking(message.bookingId()));
    }

    /** Takes in one more event. */
    public void apply(Event event) {
        ShowPicture show = shows.get(event.showId());
        if (event instanceof SeatPlanDefined e) {
            plans.put(e.planId(), new PlanPicture(e.definition()));
        } else if (event instanceof ShowCreated e) {
            PlanPicture plan = plans.get(e.definition().planId());
            if (plan != null) {
                shows.put(e.showId(), new ShowPicture(e.showId(), plan, e.definition()));
            }
        } else if (event instanceof SeatPlanRenamed e) {
            PlanPicture plan = plans.get(e.planId());
            if (plan != null) {
                plan.rename(e.hall());
            }
        } else if (show != null) {
            applyToSeats(event, show);
        }
    }

    private void applyToSeats(Event event, ShowPicture show) {
        if (event instanceof SeatsHeld e) {
            take(show, e.holdId(), e.customer(), e.seats(), e.total(), e.expiresAtMs(), e.sequence());
            show.claim(e.customer(), e.seats().size());
        } else if (event instanceof SeatsOffered e) {
            // The claim passes from the place in line to the hold.
            forget(show, waiters.remove(e.waiterId()));
            take(show, e.holdId(), e.customer(), e.seats(), e.total(), e.expiresAtMs(), e.sequence());
        } else if (event instanceof HoldReleased || event instanceof HoldExpired) {
            end(show, event.holdId());
        } else if (event instanceof SeatsExchanged e) {
            exchange(show, e);
        } else if (event instanceof SeatsBooked e) {
            book(show, e);
        } else if (event instanceof BookingCancelled e) {
            end(show, holdOfBooking.remove(e.bookingId()));
        } else if (event instanceof SeatsBlocked e) {
            show.give(e.seats(), ShowPicture.OPERATOR);
        } else if (event instanceof SeatsUnblocked e) {
            show.give(e.seats(), ShowPicture.NOBODY);
        } else {
            applyToLine(event, show);
        }
    }

    private void applyToLine(Event event, ShowPicture show) {
        if (event instanceof LineJoined e) {
            WaiterPicture waiter = new WaiterPicture(
                    e.waiterId(),
                    e.showId(),
                    e.customer(),
                    e.quantity(),
                    e.category(),
                    e.timestampMs(),
                    e.expiresAtMs());
            waiters.put(e.waiterId(), waiter);
            show.line().join(waiter);
            show.claim(e.customer(), e.quantity());
        } else if (event instanceof WaitEnded e) {
            WaiterPicture waiter = waiters.remove(e.waiterId());
            forget(show, waiter);
            if (waiter != null) {
                show.claim(waiter.customer(), -waiter.quantity());
            }
        } else if (event instanceof SaleOpened e) {
            show.open(e.onSaleAtMs());
        } else if (event instanceof ShowChanged e) {
            show.change(e);
        } else if (event instanceof SaleClosed) {
            show.saleState(SaleState.CLOSED);
        } else if (event instanceof ShowCancelled) {
            show.saleState(SaleState.CANCELLED);
        } else if (event instanceof ShowArchived e) {
            archive(e.showId());
        }
    }

    private void take(
            ShowPicture show,
            long holdId,
            String customer,
            List<Integer> seats,
            long total,
            long expiresAtMs,
            long sequence) {
        show.give(seats, holdId);
        holds.put(holdId, new HoldPicture(holdId, show.showId(), customer, seats, total, expiresAtMs, sequence, 0));
    }

    private void end(ShowPicture show, long holdId) {
        HoldPicture hold = holds.remove(holdId);
        if (hold != null) {
            if (hold.isBooked()) {
                show.book(hold.seats(), -1);
            }
            show.give(hold.seats(), ShowPicture.NOBODY);
            show.claim(hold.customer(), -hold.seats().size());
        }
    }

    private void exchange(ShowPicture show, SeatsExchanged event) {
        HoldPicture hold = holds.get(event.holdId());
        if (hold != null) {
            show.give(hold.seats(), ShowPicture.NOBODY);
            take(
                    show,
                    hold.holdId(),
                    hold.customer(),
                    event.seats(),
                    event.total(),
                    hold.expiresAtMs(),
                    event.sequence());
            show.claim(hold.customer(), event.seats().size() - hold.seats().size());
        }
    }

    private void book(ShowPicture show, SeatsBooked event) {
        HoldPicture hold = holds.get(event.holdId());
        if (event.late()) {
            show.give(event.seats(), event.holdId());
            show.claim(event.customer(), event.seats().size());
        }
        if (event.late() || hold != null) {
            long sequence = event.sequence();
            holds.put(
                    event.holdId(),
                    new HoldPicture(
                            event.holdId(),
                            show.showId(),
                            event.customer(),
                            event.seats(),
                            event.total(),
                            0,
                            sequence,
                            event.bookingId()));
            show.book(event.seats(), 1);
        }
        holdOfBooking.put(event.bookingId(), event.holdId());
    }

    private static void forget(ShowPicture show, @Nullable WaiterPicture waiter) {
        if (waiter != null) {
            show.line().leave(waiter);
        }
    }

    private void archive(long showId) {
        ShowPicture show = shows.remove(showId);
        if (show != null) {
            show.owners(owner -> {
                HoldPicture hold = holds.remove(owner);
                if (hold != null && hold.isBooked()) {
                    holdOfBooking.remove(hold.bookingId());
                }
            });
        }
    }
}
