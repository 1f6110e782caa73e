package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Event.BookingCancelled;
import io.rushline.journal.audit.message.Event.HoldReleased;
import io.rushline.journal.audit.message.Event.LineJoined;
import io.rushline.journal.audit.message.Event.SaleOpened;
import io.rushline.journal.audit.message.Event.SeatPlanDefined;
import io.rushline.journal.audit.message.Event.SeatPlanRenamed;
import io.rushline.journal.audit.message.Event.SeatsBlocked;
import io.rushline.journal.audit.message.Event.SeatsBooked;
import io.rushline.journal.audit.message.Event.SeatsExchanged;
import io.rushline.journal.audit.message.Event.SeatsHeld;
import io.rushline.journal.audit.message.Event.SeatsUnblocked;
import io.rushline.journal.audit.message.Event.ShowCancelled;
import io.rushline.journal.audit.message.Event.ShowChanged;
import io.rushline.journal.audit.message.Event.ShowCreated;
import io.rushline.journal.audit.message.Event.WaitEnded;
import io.rushline.journal.audit.picture.HoldPicture;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import io.rushline.journal.audit.picture.WaiterPicture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which events of a command are what it asked for: the same thing, of the same subject, by who may ask for it.
 *
 * <p>All others are the engine's own work, which a command may bring about that is about something else: what is due
 * expires, offers are made, a cancelled show is wound up.
 */
final class Asked {
    private final Picture picture;
    private final List<Event> events = new ArrayList<>();

    Asked(Picture picture) {
        this.picture = picture;
    }

    void begin() {
        events.clear();
    }

    /** Whether an event that the picture does not have yet is what the command asked for. */
    boolean isFor(Decision decision, Event event) {
        Command command = decision.command();
        boolean isAsked = (event.showId() == 0 || command.showId() == 0 || command.showId() == event.showId())
                && isOf(decision.sequence(), command, event);
        if (isAsked) {
            events.add(event);
        }
        return isAsked;
    }

    /** Those of the command in hand that it asked for. */
    List<Event> events() {
        return events;
    }

    private boolean isOf(long sequence, Command command, Event event) {
        if (command instanceof Command.HoldSeats c) {
            return event instanceof SeatsHeld e && isHold(sequence, c, e) && isSame(c.seats(), e.seats());
        } else if (command instanceof Command.HoldBestAvailable c) {
            return event instanceof SeatsHeld e && isHold(sequence, c, e) && isAsWished(c, e);
        } else if (command instanceof Command.ReleaseHold c) {
            return event instanceof HoldReleased e
                    && c.holdId() == e.holdId()
                    && isOwner(c, picture.hold(e.holdId()))
                    && isAlive(e);
        } else if (command instanceof Command.ExchangeSeats c) {
            return event instanceof SeatsExchanged e
                    && c.holdId() == e.holdId()
                    && isOwner(c, picture.hold(e.holdId()))
                    && isSame(c.seats(), e.seats());
        } else if (command instanceof Command.ConfirmHold c) {
            return event instanceof SeatsBooked e && isPaid(sequence, c, e);
        } else if (command instanceof Command.CancelBooking c) {
            return event instanceof BookingCancelled e
                    && c.bookingId() == e.bookingId()
                    && isOwner(c, picture.booking(e.bookingId()))
                    && isAlive(e);
        } else if (command instanceof Command.JoinLine c) {
            return event instanceof LineJoined e
                    && e.waiterId() == sequence
                    && c.customer().equals(e.customer())
                    && c.quantity() == e.quantity()
                    && c.category() == e.category();
        } else if (command instanceof Command.LeaveLine c) {
            return event instanceof WaitEnded e
                    && e.reason() == WaitEnd.LEFT
                    && c.waiterId() == e.waiterId()
                    && picture.waiter(e.waiterId())
                            .map(WaiterPicture::customer)
                            .filter(c.customer()::equals)
                            .isPresent();
        }
        return isOfOperator(sequence, command, event);
    }

    private boolean isOfOperator(long sequence, Command command, Event event) {
        if (command instanceof Command.DefineSeatPlan c) {
            return event instanceof SeatPlanDefined e
                    && e.planId() == sequence
                    && e.definition().equals(c);
        } else if (command instanceof Command.RenameSeatPlan c) {
            return event instanceof SeatPlanRenamed e
                    && e.planId() == c.planId()
                    && e.hall().equals(c.hall());
        } else if (command instanceof Command.CreateShow c) {
            return event instanceof ShowCreated e
                    && e.showId() == sequence
                    && e.definition().equals(c);
        } else if (command instanceof Command.ChangeShow c) {
            return event instanceof ShowChanged e
                    && picture.show(e.showId())
                            .filter(show -> isChanged(c, e, show))
                            .isPresent();
        } else if (command instanceof Command.BlockSeats c) {
            return event instanceof SeatsBlocked e
                    && c.seats().equals(e.seats())
                    && c.reason().equals(e.reason());
        } else if (command instanceof Command.UnblockSeats c) {
            return event instanceof SeatsUnblocked e
                    && c.seats().equals(e.seats())
                    && c.reason().equals(e.reason());
        } else if (command instanceof Command.CancelShow c) {
            return event instanceof ShowCancelled e && c.reason().equals(e.reason());
        } else if (command instanceof Command.OpenSale) {
            return event instanceof SaleOpened;
        } else if (command instanceof Command.CloseSale) {
            return event instanceof Event.SaleClosed;
        }
        return command instanceof Command.ArchiveShow && event instanceof Event.ShowArchived;
    }

    private static boolean isHold(long sequence, Command command, SeatsHeld event) {
        return event.holdId() == sequence && command.customer().equals(event.customer());
    }

    private boolean isAsWished(Command.HoldBestAvailable command, SeatsHeld event) {
        return command.quantity() == event.seats().size()
                && picture.show(event.showId())
                        .map(ShowPicture::plan)
                        .filter(plan -> event.seats().stream()
                                .allMatch(seat ->
                                        plan.isIn(seat, command.section()) && plan.isWished(seat, command.category())))
                        .filter(plan -> command.adjacency() != Adjacency.REQUIRED || plan.isAdjacent(event.seats()))
                        .isPresent();
    }

    private static boolean isPaid(long sequence, Command.ConfirmHold command, SeatsBooked event) {
        return event.bookingId() == sequence
                && command.holdId() == event.holdId()
                && command.customer().equals(event.customer())
                && (command.amount() == -1 || command.amount() == event.total())
                && command.paymentReference().equals(event.paymentReference());
    }

    private static boolean isChanged(Command.ChangeShow command, ShowChanged event, ShowPicture show) {
        Command.CreateShow terms = show.terms();
        boolean isPriced = event.prices().size() == terms.prices().size()
                && (command.prices().isEmpty()
                        || command.prices().size() == terms.prices().size());
        for (int i = 0; isPriced && i < terms.prices().size(); i++) {
            long price = terms.prices().get(i);
            isPriced = event.prices().get(i)
                    == (command.prices().isEmpty()
                            ? price
                            : command.prices().get(i).orElse(price));
        }
        return isPriced
                && event.startsAtMs() == command.startsAtMs().orElse(terms.startsAtMs())
                && event.endsAtMs() == terms.endsAtMs() + event.startsAtMs() - terms.startsAtMs()
                && event.onSaleAtMs() == command.onSaleAtMs().orElse(show.onSaleAtMs())
                && event.holdMs() == command.holdMs().orElse(terms.holdMs())
                && event.waitMs() == command.waitMs().orElse(terms.waitMs())
                && event.maxPerHold() == command.maxPerHold().orElse(terms.maxPerHold())
                && event.maxPerCustomer() == command.maxPerCustomer().orElse(terms.maxPerCustomer());
    }

    /** What a cancelled show's winding-up ends, nobody can end any more; the command is refused. */
    private boolean isAlive(Event event) {
        return picture.show(event.showId())
                .filter(show -> show.saleState() != SaleState.CANCELLED)
                .isPresent();
    }

    private static boolean isOwner(Command command, Optional<HoldPicture> hold) {
        return hold.map(HoldPicture::customer)
                .filter(command.customer()::equals)
                .isPresent();
    }

    private static boolean isSame(List<Integer> asked, List<Integer> given) {
        return asked.size() == given.size() && new HashSet<>(asked).equals(new HashSet<>(given));
    }
}
