package io.rushline.engine.oracle;

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
import io.rushline.engine.protocol.UnblockSeatsDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a command and hands it to its ladder. */
final class NaiveLadders {
    private final NaiveShowCommands shows;
    private final NaiveChangeCommands changes;
    private final NaiveHoldCommands holds;
    private final NaiveBookingCommands bookings;
    private final NaiveLineCommands line;

    NaiveLadders(NaiveState state, NaiveReplies replies, NaiveEvents events, NaiveWork work) {
        NaiveShowEvents showEvents = new NaiveShowEvents(state, events);
        shows = new NaiveShowCommands(state, replies, showEvents, work);
        changes = new NaiveChangeCommands(state, replies, showEvents);
        holds = new NaiveHoldCommands(state, replies, events, work);
        bookings = new NaiveBookingCommands(state, replies, events, work);
        line = new NaiveLineCommands(state, replies, events, work, holds);
    }

    /** The buffer holds the command and nothing else. */
    NaiveReply decide(UnsafeBuffer command, MessageHeaderDecoder header) {
        return switch (header.templateId()) {
            case HoldSeatsDecoder.TEMPLATE_ID -> {
                HoldSeatsDecoder d = new HoldSeatsDecoder().wrapAndApplyHeader(command, 0, header);
                List<Integer> seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                yield holds.holdSeats(d.showId(), NaiveInput.text(customer), seats);
            }
            case HoldBestAvailableDecoder.TEMPLATE_ID -> {
                HoldBestAvailableDecoder d = new HoldBestAvailableDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                yield holds.holdBestAvailable(
                        d.showId(), NaiveInput.text(customer), d.quantity(), d.category(), d.section(), d.adjacency());
            }
            case ReleaseHoldDecoder.TEMPLATE_ID -> {
                ReleaseHoldDecoder d = new ReleaseHoldDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                yield holds.releaseHold(d.holdId(), NaiveInput.text(customer));
            }
            case ExchangeSeatsDecoder.TEMPLATE_ID -> {
                ExchangeSeatsDecoder d = new ExchangeSeatsDecoder().wrapAndApplyHeader(command, 0, header);
                List<Integer> seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                yield holds.exchangeSeats(d.holdId(), NaiveInput.text(customer), seats);
            }
            default -> decideBookingOrLine(command, header);
        };
    }

    private NaiveReply decideBookingOrLine(UnsafeBuffer command, MessageHeaderDecoder header) {
        return switch (header.templateId()) {
            case ConfirmHoldDecoder.TEMPLATE_ID -> {
                ConfirmHoldDecoder d = new ConfirmHoldDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                byte[] payment = new byte[d.paymentReferenceLength()];
                d.getPaymentReference(payment, 0, payment.length);
                yield bookings.confirmHold(d.holdId(), NaiveInput.text(customer), d.amount(), NaiveInput.text(payment));
            }
            case CancelBookingDecoder.TEMPLATE_ID -> {
                CancelBookingDecoder d = new CancelBookingDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                yield bookings.cancelBooking(d.bookingId(), NaiveInput.text(customer));
            }
            case JoinLineDecoder.TEMPLATE_ID -> {
                JoinLineDecoder d = new JoinLineDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                yield line.joinLine(d.showId(), NaiveInput.text(customer), d.quantity(), d.category());
            }
            case LeaveLineDecoder.TEMPLATE_ID -> {
                LeaveLineDecoder d = new LeaveLineDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] customer = new byte[d.customerLength()];
                d.getCustomer(customer, 0, customer.length);
                yield line.leaveLine(d.waiterId(), NaiveInput.text(customer));
            }
            default -> decideShow(command, header);
        };
    }

    private NaiveReply decideShow(UnsafeBuffer command, MessageHeaderDecoder header) {
        return switch (header.templateId()) {
            case DefineSeatPlanDecoder.TEMPLATE_ID ->
                shows.defineSeatPlan(
                        command.byteArray(), new DefineSeatPlanDecoder().wrapAndApplyHeader(command, 0, header));
            case CreateShowDecoder.TEMPLATE_ID ->
                shows.createShow(command.byteArray(), new CreateShowDecoder().wrapAndApplyHeader(command, 0, header));
            case OpenSaleDecoder.TEMPLATE_ID ->
                shows.openSale(new OpenSaleDecoder()
                        .wrapAndApplyHeader(command, 0, header)
                        .showId());
            case CloseSaleDecoder.TEMPLATE_ID ->
                shows.closeSale(new CloseSaleDecoder()
                        .wrapAndApplyHeader(command, 0, header)
                        .showId());
            case ArchiveShowDecoder.TEMPLATE_ID ->
                shows.archiveShow(new ArchiveShowDecoder()
                        .wrapAndApplyHeader(command, 0, header)
                        .showId());
            case ChangeShowDecoder.TEMPLATE_ID ->
                changes.changeShow(new ChangeShowDecoder().wrapAndApplyHeader(command, 0, header));
            case RenameSeatPlanDecoder.TEMPLATE_ID -> {
                RenameSeatPlanDecoder d = new RenameSeatPlanDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] name = new byte[d.nameLength()];
                d.getName(name, 0, name.length);
                yield changes.renameSeatPlan(d.planId(), name);
            }
            case CancelShowDecoder.TEMPLATE_ID -> {
                CancelShowDecoder d = new CancelShowDecoder().wrapAndApplyHeader(command, 0, header);
                byte[] reason = new byte[d.reasonLength()];
                d.getReason(reason, 0, reason.length);
                yield shows.cancelShow(d.showId(), reason);
            }
            case BlockSeatsDecoder.TEMPLATE_ID -> {
                BlockSeatsDecoder d = new BlockSeatsDecoder().wrapAndApplyHeader(command, 0, header);
                List<Integer> seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                byte[] reason = new byte[d.reasonLength()];
                d.getReason(reason, 0, reason.length);
                yield shows.blockSeats(d.showId(), seats, reason);
            }
            case UnblockSeatsDecoder.TEMPLATE_ID -> {
                UnblockSeatsDecoder d = new UnblockSeatsDecoder().wrapAndApplyHeader(command, 0, header);
                List<Integer> seats = new ArrayList<>();
                d.seats().forEach(seat -> seats.add(seat.seat()));
                byte[] reason = new byte[d.reasonLength()];
                d.getReason(reason, 0, reason.length);
                yield shows.unblockSeats(d.showId(), seats, reason);
            }
            default -> throw new IllegalArgumentException("template " + header.templateId() + " is no command");
        };
    }
}
