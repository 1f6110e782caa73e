package io.rushline.journal.audit.explain;

import io.rushline.engine.protocol.SaleState;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Reply.Refused;
import io.rushline.journal.audit.picture.HoldPicture;
import io.rushline.journal.audit.picture.LinePicture;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import io.rushline.journal.audit.picture.WaiterPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sentences about what stood in the way of a command. */
final class RefusalText {
    private static final int MAX_NAMED = 10;

    private final Picture picture;

    RefusalText(Picture picture) {
        this.picture = picture;
    }

    /**
     * Of a refused command.
     *
     * @param formerSeats those of an expired hold that was to be paid; empty when it is about none
     */
    String of(Decision decision, Refused refused, long showId, List<Integer> formerSeats) {
        Optional<ShowPicture> show = picture.show(showId);
        Command command = decision.command();
        return switch (refused.code()) {
            case SEATS_UNAVAILABLE ->
                show.map(of -> owners(of, refused.seats())).orElse("");
            case REFUND_REQUIRED ->
                show.map(of -> refund(of, command.customer(), formerSeats)).orElse("");
            case SHOW_FULL, JOIN_LINE -> show.map(RefusalText::line).orElse("");
            case SEATS_AVAILABLE ->
                show.map(of -> of.free(-1) + " seats are free, and nobody has to wait")
                        .orElse("");
            case CUSTOMER_LIMIT ->
                "the limit is " + refused.detail()
                        + show.map(of -> ", and " + hasSeats(of, command.customer()))
                                .orElse("");
            case TOO_MANY_SEATS -> "the limit is " + refused.detail();
            case AMOUNT_MISMATCH -> "the total is " + refused.detail();
            case NOT_ON_SALE -> "on sale from " + EventText.time(refused.detail()) + " on";
            case NOT_OWNER -> "it is of " + owner(command);
            case SEAT_NOT_FOUND, DUPLICATE_SEAT ->
                show.map(of -> names(of, refused.seats())).orElse("");
            default -> "";
        };
    }

    private String owners(ShowPicture show, List<Integer> seats) {
        List<String> texts = new ArrayList<>();
        for (int seat : seats.subList(0, Math.min(MAX_NAMED, seats.size()))) {
            long owner = show.owner(seat);
            if (owner != ShowPicture.NOBODY) {
                String text = owner == ShowPicture.OPERATOR
                        ? "is blocked by the operator"
                        : picture.hold(owner)
                                .map(hold -> (hold.isBooked() ? "is booked by " : "is held by ") + hold.described())
                                .orElse("is taken");
                texts.add(show.plan().seatName(seat) + " " + text);
            }
        }
        return texts.isEmpty() ? line(show) : String.join("; ", texts);
    }

    /** Why an expired hold does not get its seats again, in the order of rule K2. */
    private String refund(ShowPicture show, String customer, List<Integer> seats) {
        if (show.saleState() == SaleState.CLOSED) {
            return "the sale is closed";
        }
        return show.isOverLimit(customer, seats.size()) && seats.stream().allMatch(show::isFree)
                ? "the limit is " + show.terms().maxPerCustomer() + ", and " + hasSeats(show, customer)
                : owners(show, seats);
    }

    private static String hasSeats(ShowPicture show, String customer) {
        return customer + " has " + show.seatsOf(customer) + " held, booked or waited for";
    }

    private static String line(ShowPicture show) {
        LinePicture line = show.line();
        int toBeChosen = show.freeCount() - show.free(-1);
        String counts = show.freeCount() + (show.freeCount() == 1 ? " seat free, " : " seats free, ")
                + (toBeChosen == 0 ? "" : toBeChosen + " of them accessible or companion places, ")
                + show.heldCount() + " held";
        return line.head()
                .map(head -> counts + ", " + line.length() + " wait, the first since sequence " + head.waiterId() + " ("
                        + head.customer() + ")")
                .orElse(counts + ", nobody waits");
    }

    /** Not the sender's name, which the command bears. */
    private String owner(Command command) {
        return picture.hold(command.holdId())
                .or(() -> picture.booking(command.bookingId()))
                .map(HoldPicture::customer)
                .or(() -> picture.waiter(command.waiterId()).map(WaiterPicture::customer))
                .orElse("somebody else");
    }

    private static String names(ShowPicture show, List<Integer> seats) {
        return String.join(", ", seats.stream().map(show.plan()::seatName).toList());
    }
}
