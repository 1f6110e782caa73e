package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Event.BookingCancelled;
import io.rushline.journal.audit.message.Event.HoldExpired;
import io.rushline.journal.audit.message.Event.HoldReleased;
import io.rushline.journal.audit.message.Event.SeatsBlocked;
import io.rushline.journal.audit.message.Event.SeatsBooked;
import io.rushline.journal.audit.message.Event.SeatsExchanged;
import io.rushline.journal.audit.message.Event.SeatsHeld;
import io.rushline.journal.audit.message.Event.SeatsOffered;
import io.rushline.journal.audit.message.Event.SeatsUnblocked;
import io.rushline.journal.audit.message.Event.ShowChanged;
import io.rushline.journal.audit.picture.HoldPicture;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Each seat has one owner at most, who got it as asked, at its price and within the limits. */
final class SeatRules {
    /** More than that nobody can wait for. */
    private static final int MAX_PARTY = SeatSelection.MAX_SEATS;

    private final Picture picture;
    private final Findings findings;

    SeatRules(Picture picture, Findings findings) {
        this.picture = picture;
        this.findings = findings;
    }

    /** Looks at an event that the picture does not have yet. */
    void check(Decision decision, Event event, ShowPicture show) {
        if (event instanceof SeatsHeld e) {
            held(decision, e, show);
        } else if (event instanceof SeatsOffered e) {
            requireFree(show, e.seats(), "offer " + e.waiterId() + " to " + e.customer());
            // Who joined for more than a hold may have now gets it all the same.
            requireTerms(show, e.seats(), e.total(), e.expiresAtMs(), e.timestampMs(), MAX_PARTY);
            requireOpen(show, e.timestampMs());
        } else if (event instanceof HoldReleased e) {
            requireHold(show, e.holdId(), e.seats(), e);
            boolean isAsked = decision.command() instanceof Command.ReleaseHold c && c.holdId() == e.holdId();
            require(
                    isAsked || show.saleState() == SaleState.CANCELLED,
                    Rule.RIGHT_END,
                    show,
                    () -> "hold " + e.holdId() + " was released, and nobody asked for it");
        } else if (event instanceof HoldExpired e) {
            requireHold(show, e.holdId(), e.seats(), e);
            long dueMs = picture.hold(e.holdId()).map(HoldPicture::expiresAtMs).orElse(0L)
                    + show.terms().graceMs();
            require(
                    e.timestampMs() >= dueMs,
                    Rule.RIGHT_END,
                    show,
                    () -> "hold " + e.holdId() + " expired " + (dueMs - e.timestampMs()) + " ms too early");
        } else if (event instanceof SeatsExchanged e) {
            exchanged(e, show);
        } else if (event instanceof SeatsBooked e) {
            booked(e, show);
        } else if (event instanceof BookingCancelled e) {
            Optional<HoldPicture> booking = picture.booking(e.bookingId());
            require(
                    booking.isPresent() && booking.get().seats().equals(e.seats()),
                    Rule.ONE_OWNER,
                    show,
                    () -> "booking " + e.bookingId() + ", which was cancelled, did not have " + names(show, e.seats()));
            require(
                    booking.filter(known -> known.total() == e.total()).isPresent(),
                    Rule.TERMS,
                    show,
                    () -> "booking " + e.bookingId() + " is paid back with another amount than was paid");
        } else if (event instanceof ShowChanged e) {
            changed(e, show);
        } else if (event instanceof SeatsBlocked e) {
            requireFree(show, e.seats(), "a block");
        } else if (event instanceof SeatsUnblocked e) {
            for (int seat : e.seats()) {
                require(
                        show.owner(seat) == ShowPicture.OPERATOR,
                        Rule.ONE_OWNER,
                        show,
                        () -> "seat " + name(show, seat) + " was unblocked and had not been blocked");
            }
        }
    }

    private void held(Decision decision, SeatsHeld event, ShowPicture show) {
        String what = "hold " + event.holdId() + " of " + event.customer();
        requireFree(show, event.seats(), what);
        int limit = show.terms().maxPerHold();
        requireTerms(show, event.seats(), event.total(), event.expiresAtMs(), event.timestampMs(), limit);
        requireOpen(show, event.timestampMs());
        requireLimit(show, event.customer(), event.seats().size(), what);
        Command command = decision.command();
        boolean isAsked = event.holdId() == decision.sequence()
                && command.showId() == show.showId()
                && command.customer().equals(event.customer());
        boolean asAsked = command instanceof Command.HoldSeats c
                ? new HashSet<>(c.seats()).equals(new HashSet<>(event.seats()))
                : command instanceof Command.HoldBestAvailable best
                        && best.quantity() == event.seats().size()
                        && event.seats().stream().allMatch(seat -> show.plan().isWished(seat, best.category()));
        require(isAsked && asAsked, Rule.TERMS, show, () -> what + " is not what was asked for");
    }

    private void exchanged(SeatsExchanged event, ShowPicture show) {
        requireHold(show, event.holdId(), event.formerSeats(), event);
        String customer =
                picture.hold(event.holdId()).map(HoldPicture::customer).orElse("");
        List<Integer> taken = event.seats().stream()
                .filter(seat -> !event.formerSeats().contains(seat))
                .toList();
        requireFree(show, taken, "hold " + event.holdId() + " of " + customer);
        int more = event.seats().size() - event.formerSeats().size();
        if (more > 0) {
            requireLimit(show, customer, more, "hold " + event.holdId() + " of " + customer);
        }
        require(
                event.total() == show.total(event.seats())
                        && event.seats().size() <= show.terms().maxPerHold(),
                Rule.TERMS,
                show,
                () -> "hold " + event.holdId() + " got too many seats or a wrong price in exchange");
    }

    private void changed(ShowChanged event, ShowPicture show) {
        boolean isTaken =
                show.heldCount() + show.bookedCount() > 0 || !show.line().isEmpty();
        // After a payment that came late somebody has seats, although sales are still to begin.
        boolean isPutOff = event.onSaleAtMs() > event.timestampMs() && event.onSaleAtMs() != show.onSaleAtMs();
        require(!isTaken || !isPutOff, Rule.TERMS, show, () -> "sales were put off while somebody had seats or waited");
        require(
                !isTaken || (event.maxPerCustomer() == 0) == (show.terms().maxPerCustomer() == 0),
                Rule.TERMS,
                show,
                () -> "a limit per customer began or ended while somebody had seats or waited");
    }

    private void booked(SeatsBooked event, ShowPicture show) {
        String what = "booking " + event.bookingId() + " of " + event.customer();
        if (event.late()) {
            requireFree(show, event.seats(), what);
            requireLimit(show, event.customer(), event.seats().size(), what);
        } else {
            requireHold(show, event.holdId(), event.seats(), event);
            require(
                    picture.hold(event.holdId())
                            .filter(hold -> hold.customer().equals(event.customer()))
                            .isPresent(),
                    Rule.ONE_OWNER,
                    show,
                    () -> what + " is of a hold of somebody else");
        }
        // A hold keeps its price when the show's change; the picture forgets those that expired.
        boolean isPriced = event.late()
                ? show.hasEverCost(event.total(), event.seats())
                : picture.hold(event.holdId())
                        .filter(hold -> hold.total() == event.total())
                        .isPresent();
        require(isPriced, Rule.TERMS, show, () -> what + " has a wrong price");
    }

    private void requireHold(ShowPicture show, long holdId, List<Integer> seats, Event event) {
        Optional<HoldPicture> hold = picture.hold(holdId);
        boolean isSo = hold.isPresent()
                && hold.get().showId() == show.showId()
                && !hold.get().isBooked()
                && hold.get().seats().equals(seats);
        require(
                isSo,
                Rule.ONE_OWNER,
                show,
                () -> event.name() + ": " + names(show, seats) + " were not those of hold " + holdId + ", which is "
                        + hold.map(HoldPicture::described).orElse("not there"));
    }

    private void requireFree(ShowPicture show, List<Integer> seats, String what) {
        for (int seat : seats) {
            require(
                    show.isFree(seat),
                    Rule.ONE_OWNER,
                    show,
                    () -> "seat " + name(show, seat) + " was given to " + what + ", but belongs to "
                            + owner(show, seat));
        }
        require(
                new HashSet<>(seats).size() == seats.size(),
                Rule.ONE_OWNER,
                show,
                () -> what + " has a seat twice: " + names(show, seats));
    }

    private String owner(ShowPicture show, int seat) {
        long owner = show.owner(seat);
        return owner == ShowPicture.OPERATOR
                ? "the operator"
                : picture.hold(owner).map(HoldPicture::described).orElse("hold " + owner);
    }

    private void requireTerms(
            ShowPicture show, List<Integer> seats, long total, long expiresAtMs, long nowMs, int mostSeats) {
        require(
                total == show.total(seats)
                        && expiresAtMs == nowMs + show.terms().holdMs()
                        && seats.size() <= mostSeats,
                Rule.TERMS,
                show,
                () -> names(show, seats) + " were held at a wrong price, for a wrong time, or are too many");
    }

    private void requireOpen(ShowPicture show, long nowMs) {
        require(
                show.saleState() == SaleState.OPEN && nowMs >= show.onSaleAtMs(),
                Rule.TERMS,
                show,
                () -> "seats were given while the show was not on sale");
    }

    private void requireLimit(ShowPicture show, String customer, int more, String what) {
        int limit = show.terms().maxPerCustomer();
        require(
                limit == 0 || show.seatsOf(customer) + more <= limit,
                Rule.TERMS,
                show,
                () -> what + " goes beyond the limit of " + limit + " seats");
    }

    private void require(boolean holds, Rule rule, ShowPicture show, Supplier<String> otherwise) {
        findings.require(holds, rule, show.showId(), otherwise);
    }

    private static String name(ShowPicture show, int seat) {
        return show.plan().seatName(seat);
    }

    private static String names(ShowPicture show, List<Integer> seats) {
        return String.join(", ", seats.stream().map(show.plan()::seatName).toList());
    }
}
