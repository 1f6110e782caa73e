package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.journal.audit.fairness.Finding.Rule;
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
    private final ExpiredHolds expired;
    private final Findings findings;

    SeatRules(Picture picture, ExpiredHolds expired, Findings findings) {
        this.picture = picture;
        this.expired = expired;
        this.findings = findings;
    }

    /**
     * Looks at an event that the picture does not have yet.
     *
     * @param isAsked whether it is what the command asked for
     */
    void check(Event event, ShowPicture show, boolean isAsked) {
        if (event instanceof SeatsHeld e) {
            held(e, show, isAsked);
        } else if (event instanceof SeatsOffered e) {
            requireFree(show, e.seats(), "offer " + e.waiterId() + " to " + e.customer());
            // Who joined for more than a hold may have now gets it all the same.
            requireTerms(show, e.seats(), e.total(), e.expiresAtMs(), e.timestampMs(), MAX_PARTY);
            requireOpen(show, e.timestampMs());
            requireNeighbours(show, e.seats(), e.adjacent());
        } else if (event instanceof HoldReleased e) {
            requireHold(show, e.holdId(), e.seats(), e);
            requireEnded(show, isAsked, "hold " + e.holdId() + " was released");
        } else if (event instanceof HoldExpired e) {
            expired(e, show);
        } else if (event instanceof SeatsExchanged e) {
            exchanged(e, show, isAsked);
        } else if (event instanceof SeatsBooked e) {
            booked(e, show, isAsked);
        } else if (event instanceof BookingCancelled e) {
            cancelled(e, show, isAsked);
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

    private void held(SeatsHeld event, ShowPicture show, boolean isAsked) {
        String what = "hold " + event.holdId() + " of " + event.customer();
        requireFree(show, event.seats(), what);
        int limit = show.terms().maxPerHold();
        requireTerms(show, event.seats(), event.total(), event.expiresAtMs(), event.timestampMs(), limit);
        requireOpen(show, event.timestampMs());
        requireLimit(show, event.customer(), event.seats().size(), what);
        requireNeighbours(show, event.seats(), event.adjacent());
        require(isAsked, Rule.TERMS, show, () -> what + " is not what was asked for");
    }

    private void expired(HoldExpired event, ShowPicture show) {
        requireHold(show, event.holdId(), event.seats(), event);
        Optional<HoldPicture> hold = picture.hold(event.holdId());
        long dueMs =
                hold.map(HoldPicture::expiresAtMs).orElse(0L) + show.terms().graceMs();
        require(
                event.timestampMs() >= dueMs,
                Rule.RIGHT_END,
                show,
                () -> "hold " + event.holdId() + " expired " + (dueMs - event.timestampMs()) + " ms too early");
        hold.ifPresent(expired::add);
    }

    private void exchanged(SeatsExchanged event, ShowPicture show, boolean isAsked) {
        requireHold(show, event.holdId(), event.formerSeats(), event);
        String customer =
                picture.hold(event.holdId()).map(HoldPicture::customer).orElse("");
        String what = "hold " + event.holdId() + " of " + customer;
        List<Integer> taken = event.seats().stream()
                .filter(seat -> !event.formerSeats().contains(seat))
                .toList();
        requireFree(show, taken, what);
        int more = event.seats().size() - event.formerSeats().size();
        if (more > 0) {
            requireLimit(show, customer, more, what);
        }
        requireNeighbours(show, event.seats(), event.adjacent());
        require(
                event.total() == show.total(event.seats())
                        && event.seats().size() <= show.terms().maxPerHold(),
                Rule.TERMS,
                show,
                () -> "hold " + event.holdId() + " got too many seats or a wrong price in exchange");
        require(isAsked, Rule.TERMS, show, () -> what + " got other seats, and its customer did not ask for these");
        require(
                show.saleState() == SaleState.OPEN,
                Rule.TERMS,
                show,
                () -> what + " got other seats while the show was not on sale");
    }

    private void booked(SeatsBooked event, ShowPicture show, boolean isAsked) {
        String what = "booking " + event.bookingId() + " of " + event.customer();
        Optional<HoldPicture> hold;
        if (event.late()) {
            hold = expired.remove(event.holdId());
            requireFree(show, event.seats(), what);
            requireLimit(show, event.customer(), event.seats().size(), what);
            boolean isThere = hold.filter(known ->
                            known.showId() == show.showId() && known.seats().equals(event.seats()))
                    .isPresent();
            require(isThere, Rule.ONE_OWNER, show, () -> what + " is late, and no such hold had expired");
        } else {
            hold = picture.hold(event.holdId());
            requireHold(show, event.holdId(), event.seats(), event);
        }
        require(
                hold.filter(known -> known.customer().equals(event.customer())).isPresent(),
                Rule.ONE_OWNER,
                show,
                () -> what + " is of a hold of somebody else");
        // A hold keeps its price when the show's change.
        require(
                hold.filter(known -> known.total() == event.total()).isPresent(),
                Rule.TERMS,
                show,
                () -> what + " has a wrong price");
        require(isAsked, Rule.TERMS, show, () -> what + " is not what was paid for");
        require(
                event.late() ? show.saleState() == SaleState.OPEN : show.saleState() != SaleState.CANCELLED,
                Rule.TERMS,
                show,
                () -> what + " came when the sale was closed or the show cancelled");
    }

    private void cancelled(BookingCancelled event, ShowPicture show, boolean isAsked) {
        Optional<HoldPicture> booking = picture.booking(event.bookingId());
        String what = "booking " + event.bookingId();
        require(
                booking.filter(known ->
                                known.showId() == show.showId() && known.seats().equals(event.seats()))
                        .isPresent(),
                Rule.ONE_OWNER,
                show,
                () -> what + ", which was cancelled, did not have " + names(show, event.seats()));
        require(
                booking.filter(known -> known.total() == event.total()).isPresent(),
                Rule.TERMS,
                show,
                () -> what + " is paid back with another amount than was paid");
        requireEnded(show, isAsked, what + " was cancelled");
    }

    /** Only a cancelled show's own winding-up ends what nobody asked to end. */
    private void requireEnded(ShowPicture show, boolean isAsked, String what) {
        require(
                isAsked || show.saleState() == SaleState.CANCELLED,
                Rule.RIGHT_END,
                show,
                () -> what + ", and its customer did not ask for it");
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

    private void requireNeighbours(ShowPicture show, List<Integer> seats, boolean adjacent) {
        require(
                adjacent == show.plan().isAdjacent(seats),
                Rule.TERMS,
                show,
                () -> names(show, seats) + (adjacent ? " are called neighbours" : " are not called neighbours"));
    }

    private void requireLimit(ShowPicture show, String customer, int more, String what) {
        require(
                !show.isOverLimit(customer, more),
                Rule.TERMS,
                show,
                () -> what + " goes beyond the limit of " + show.terms().maxPerCustomer() + " seats");
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
