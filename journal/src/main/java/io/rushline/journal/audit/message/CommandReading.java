package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.ArchiveShowDecoder;
import io.rushline.engine.protocol.BlockSeatsDecoder;
import io.rushline.engine.protocol.CancelBookingDecoder;
import io.rushline.engine.protocol.CancelShowDecoder;
import io.rushline.engine.protocol.ChangeShowDecoder;
import io.rushline.engine.protocol.CloseSaleDecoder;
import io.rushline.engine.protocol.ConfirmHoldDecoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.ExchangeSeatsDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.JoinLineDecoder;
import io.rushline.engine.protocol.LeaveLineDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.OpenSaleDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.protocol.RenameSeatPlanDecoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.StartEpochDecoder;
import io.rushline.engine.protocol.TickDecoder;
import io.rushline.engine.protocol.UnblockSeatsDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.agrona.DirectBuffer;

/** Reads commands. */
final class CommandReading {
    private final MessageHeaderDecoder header;

    CommandReading(MessageHeaderDecoder header) {
        this.header = header;
    }

    Command read(int templateId, DirectBuffer buffer, int offset) {
        return switch (templateId) {
            case DefineSeatPlanDecoder.TEMPLATE_ID -> defineSeatPlan(buffer, offset);
            case CreateShowDecoder.TEMPLATE_ID -> createShow(buffer, offset);
            case TickDecoder.TEMPLATE_ID -> new Command.Tick();
            case StartEpochDecoder.TEMPLATE_ID -> startEpoch(buffer, offset);
            case OpenSaleDecoder.TEMPLATE_ID -> openSale(buffer, offset);
            case CloseSaleDecoder.TEMPLATE_ID -> closeSale(buffer, offset);
            case CancelShowDecoder.TEMPLATE_ID -> cancelShow(buffer, offset);
            case ArchiveShowDecoder.TEMPLATE_ID -> archiveShow(buffer, offset);
            case ChangeShowDecoder.TEMPLATE_ID -> changeShow(buffer, offset);
            case RenameSeatPlanDecoder.TEMPLATE_ID -> renameSeatPlan(buffer, offset);
            case BlockSeatsDecoder.TEMPLATE_ID -> blockSeats(buffer, offset);
            case UnblockSeatsDecoder.TEMPLATE_ID -> unblockSeats(buffer, offset);
            case HoldSeatsDecoder.TEMPLATE_ID -> holdSeats(buffer, offset);
            case HoldBestAvailableDecoder.TEMPLATE_ID -> holdBestAvailable(buffer, offset);
            case ReleaseHoldDecoder.TEMPLATE_ID -> releaseHold(buffer, offset);
            case ExchangeSeatsDecoder.TEMPLATE_ID -> exchangeSeats(buffer, offset);
            case ConfirmHoldDecoder.TEMPLATE_ID -> confirmHold(buffer, offset);
            case CancelBookingDecoder.TEMPLATE_ID -> cancelBooking(buffer, offset);
            case JoinLineDecoder.TEMPLATE_ID -> joinLine(buffer, offset);
            case LeaveLineDecoder.TEMPLATE_ID -> leaveLine(buffer, offset);
            default -> throw Messages.isNo("command", templateId);
        };
    }

    private Command openSale(DirectBuffer buffer, int offset) {
        OpenSaleDecoder d = new OpenSaleDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.OpenSale(RequestId.of(d.requestId()), d.showId());
    }

    private Command closeSale(DirectBuffer buffer, int offset) {
        CloseSaleDecoder d = new CloseSaleDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.CloseSale(RequestId.of(d.requestId()), d.showId());
    }

    private Command cancelShow(DirectBuffer buffer, int offset) {
        CancelShowDecoder d = new CancelShowDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.CancelShow(RequestId.of(d.requestId()), d.showId(), d.reason());
    }

    private Command archiveShow(DirectBuffer buffer, int offset) {
        ArchiveShowDecoder d = new ArchiveShowDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.ArchiveShow(RequestId.of(d.requestId()), d.showId());
    }

    private Command changeShow(DirectBuffer buffer, int offset) {
        ChangeShowDecoder d = new ChangeShowDecoder().wrapAndApplyHeader(buffer, offset, header);
        List<OptionalLong> prices = new ArrayList<>();
        d.prices()
                .forEach(price -> prices.add(given(price.amount(), ChangeShowDecoder.PricesDecoder.amountNullValue())));
        return new Command.ChangeShow(
                RequestId.of(d.requestId()),
                d.showId(),
                given(d.startsAtMs(), ChangeShowDecoder.startsAtMsNullValue()),
                given(d.onSaleAtMs(), ChangeShowDecoder.onSaleAtMsNullValue()),
                given(d.holdMs(), ChangeShowDecoder.holdMsNullValue()),
                given(d.waitMs(), ChangeShowDecoder.waitMsNullValue()),
                given(d.maxPerHold(), ChangeShowDecoder.maxPerHoldNullValue()),
                given(d.maxPerCustomer(), ChangeShowDecoder.maxPerCustomerNullValue()),
                prices);
    }

    private static OptionalLong given(long value, long nullValue) {
        return value == nullValue ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalInt given(int value, int nullValue) {
        return value == nullValue ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private Command renameSeatPlan(DirectBuffer buffer, int offset) {
        RenameSeatPlanDecoder d = new RenameSeatPlanDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.RenameSeatPlan(RequestId.of(d.requestId()), d.planId(), d.name());
    }

    private Command blockSeats(DirectBuffer buffer, int offset) {
        BlockSeatsDecoder d = new BlockSeatsDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.BlockSeats(
                RequestId.of(d.requestId()),
                d.showId(),
                Messages.seats(d.seats(), BlockSeatsDecoder.SeatsDecoder::seat),
                d.reason());
    }

    private Command unblockSeats(DirectBuffer buffer, int offset) {
        UnblockSeatsDecoder d = new UnblockSeatsDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.UnblockSeats(
                RequestId.of(d.requestId()),
                d.showId(),
                Messages.seats(d.seats(), UnblockSeatsDecoder.SeatsDecoder::seat),
                d.reason());
    }

    private Command holdSeats(DirectBuffer buffer, int offset) {
        HoldSeatsDecoder d = new HoldSeatsDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.HoldSeats(
                RequestId.of(d.requestId()),
                d.showId(),
                Messages.seats(d.seats(), HoldSeatsDecoder.SeatsDecoder::seat),
                d.customer());
    }

    private Command holdBestAvailable(DirectBuffer buffer, int offset) {
        HoldBestAvailableDecoder d = new HoldBestAvailableDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.HoldBestAvailable(
                RequestId.of(d.requestId()),
                d.showId(),
                d.quantity(),
                d.category(),
                d.section(),
                d.adjacency(),
                d.customer());
    }

    private Command releaseHold(DirectBuffer buffer, int offset) {
        ReleaseHoldDecoder d = new ReleaseHoldDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.ReleaseHold(RequestId.of(d.requestId()), d.holdId(), d.customer());
    }

    private Command exchangeSeats(DirectBuffer buffer, int offset) {
        ExchangeSeatsDecoder d = new ExchangeSeatsDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.ExchangeSeats(
                RequestId.of(d.requestId()),
                d.holdId(),
                Messages.seats(d.seats(), ExchangeSeatsDecoder.SeatsDecoder::seat),
                d.customer());
    }

    private Command confirmHold(DirectBuffer buffer, int offset) {
        ConfirmHoldDecoder d = new ConfirmHoldDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.ConfirmHold(
                RequestId.of(d.requestId()), d.holdId(), d.amount(), d.customer(), d.paymentReference());
    }

    private Command cancelBooking(DirectBuffer buffer, int offset) {
        CancelBookingDecoder d = new CancelBookingDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.CancelBooking(RequestId.of(d.requestId()), d.bookingId(), d.customer());
    }

    private Command joinLine(DirectBuffer buffer, int offset) {
        JoinLineDecoder d = new JoinLineDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.JoinLine(RequestId.of(d.requestId()), d.showId(), d.quantity(), d.category(), d.customer());
    }

    private Command leaveLine(DirectBuffer buffer, int offset) {
        LeaveLineDecoder d = new LeaveLineDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Command.LeaveLine(RequestId.of(d.requestId()), d.waiterId(), d.customer());
    }

    Command.DefineSeatPlan defineSeatPlan(DirectBuffer buffer, int offset) {
        DefineSeatPlanDecoder d = new DefineSeatPlanDecoder().wrapAndApplyHeader(buffer, offset, header);
        RequestId requestId = RequestId.of(d.requestId());
        long cinemaId = d.cinemaId();
        // The order of these reads is the order of the message.
        List<String> categories = new ArrayList<>();
        d.categories().forEach(category -> categories.add(category.name()));
        List<String> sections = new ArrayList<>();
        d.sections().forEach(section -> sections.add(section.name()));
        List<Command.PlanRow> rows = new ArrayList<>();
        d.rows().forEach(row -> rows.add(planRow(row)));
        return new Command.DefineSeatPlan(requestId, cinemaId, categories, sections, rows, d.name());
    }

    private static Command.PlanRow planRow(DefineSeatPlanDecoder.RowsDecoder row) {
        List<Command.PlanMark> marks = new ArrayList<>();
        int section = row.section();
        int category = row.category();
        RowKind kind = row.kind();
        int firstNumber = row.firstNumber();
        int seatCount = row.seatCount();
        row.marks().forEach(mark -> marks.add(new Command.PlanMark(mark.seatNumber(), mark.mark())));
        return new Command.PlanRow(section, category, kind, firstNumber, seatCount, marks, row.name());
    }

    Command.CreateShow createShow(DirectBuffer buffer, int offset) {
        CreateShowDecoder d = new CreateShowDecoder().wrapAndApplyHeader(buffer, offset, header);
        List<Long> prices = new ArrayList<>();
        RequestId requestId = RequestId.of(d.requestId());
        d.prices().forEach(price -> prices.add(price.amount()));
        return new Command.CreateShow(
                requestId,
                d.planId(),
                d.movieId(),
                d.startsAtMs(),
                d.endsAtMs(),
                d.onSaleAtMs(),
                d.holdMs(),
                d.graceMs(),
                d.waitMs(),
                d.maxPerHold(),
                d.maxPerCustomer(),
                d.linePolicy(),
                d.currency(),
                prices);
    }

    private Command startEpoch(DirectBuffer buffer, int offset) {
        StartEpochDecoder d = new StartEpochDecoder().wrapAndApplyHeader(buffer, offset, header);
        boolean hasLimits = d.maxPlans() != StartEpochDecoder.maxPlansNullValue();
        return hasLimits
                ? new Command.StartEpoch(
                        d.epoch(),
                        d.maxPlans(),
                        d.maxShows(),
                        d.maxHolds(),
                        d.maxEndedHolds(),
                        d.maxWaiters(),
                        d.keptRequests(),
                        d.maxRequests(),
                        d.maxStepsPerCommand(),
                        d.requestRetentionMs())
                : new Command.StartEpoch(d.epoch(), -1, -1, -1, -1, -1, -1, -1, -1, -1);
    }
}
