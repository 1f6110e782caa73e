package io.rushline.engine;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.ArchiveShowEncoder;
import io.rushline.engine.protocol.BlockSeatsEncoder;
import io.rushline.engine.protocol.CancelBookingEncoder;
import io.rushline.engine.protocol.CancelShowEncoder;
import io.rushline.engine.protocol.ChangeShowEncoder;
import io.rushline.engine.protocol.CloseSaleEncoder;
import io.rushline.engine.protocol.ConfirmHoldEncoder;
import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.DefineSeatPlanEncoder;
import io.rushline.engine.protocol.ExchangeSeatsEncoder;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.engine.protocol.JoinLineEncoder;
import io.rushline.engine.protocol.LeaveLineEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.OpenSaleEncoder;
import io.rushline.engine.protocol.ReleaseHoldEncoder;
import io.rushline.engine.protocol.RenameSeatPlanEncoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.engine.protocol.StartEpochEncoder;
import io.rushline.engine.protocol.TickEncoder;
import io.rushline.engine.protocol.UnblockSeatsEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Writes one command at a time into a buffer of its own, as a client would. */
public final class CommandEncoder {
    /** What a client that says no amount sends. */
    public static final long NO_AMOUNT = -1;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;
    private long requestHigh;
    private long requestLow;

    /** A row of a plan. Marks say which numbers are not ordinary. */
    public record Row(
            int section, int category, RowKind kind, int firstNumber, int seatCount, List<Mark> marks, String name) {}

    /** What a seat of a row is. */
    public record Mark(int seatNumber, SeatMark mark) {}

    /** All terms of a show. */
    public record Terms(
            long planId,
            long onSaleAtMs,
            long holdMs,
            long graceMs,
            long waitMs,
            int maxPerHold,
            int maxPerCustomer,
            LinePolicy linePolicy,
            List<Long> prices) {}

    /** Other terms of a show; the constants leave one as it is, and so does no price at all. */
    public record Change(
            long showId,
            long startsAtMs,
            long onSaleAtMs,
            long holdMs,
            long waitMs,
            int maxPerHold,
            int maxPerCustomer,
            List<Long> prices) {
        public static final long KEEP = ChangeShowEncoder.onSaleAtMsNullValue();
        public static final int KEEP_LIMIT = ChangeShowEncoder.maxPerHoldNullValue();
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    /** The command's length with its header. */
    public int length() {
        return length;
    }

    /** The request id of the commands that follow; 0, 0 for none. */
    public CommandEncoder requestId(long high, long low) {
        requestHigh = high;
        requestLow = low;
        return this;
    }

    public CommandEncoder defineSeatPlan(List<String> categories, List<String> sections, List<Row> rows) {
        DefineSeatPlanEncoder plan = new DefineSeatPlanEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .cinemaId(1);
        plan.requestId().high(requestHigh).low(requestLow);
        DefineSeatPlanEncoder.CategoriesEncoder category = plan.categoriesCount(categories.size());
        categories.forEach(name -> category.next().name(name));
        DefineSeatPlanEncoder.SectionsEncoder section = plan.sectionsCount(sections.size());
        sections.forEach(name -> section.next().name(name));
        DefineSeatPlanEncoder.RowsEncoder encoder = plan.rowsCount(rows.size());
        for (Row row : rows) {
            encoder.next()
                    .section(row.section())
                    .category(row.category())
                    .kind(row.kind())
                    .firstNumber(row.firstNumber())
                    .seatCount(row.seatCount());
            DefineSeatPlanEncoder.RowsEncoder.MarksEncoder marks =
                    encoder.marksCount(row.marks().size());
            row.marks()
                    .forEach(mark -> marks.next().seatNumber(mark.seatNumber()).mark(mark.mark()));
            encoder.name(row.name());
        }
        plan.name("Hall");
        return ended(plan.encodedLength());
    }

    public CommandEncoder createShow(Terms terms) {
        CreateShowEncoder show = new CreateShowEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .planId(terms.planId())
                .movieId(1)
                .startsAtMs(0)
                .endsAtMs(0)
                .onSaleAtMs(terms.onSaleAtMs())
                .holdMs(terms.holdMs())
                .graceMs(terms.graceMs())
                .waitMs(terms.waitMs())
                .maxPerHold(terms.maxPerHold())
                .maxPerCustomer(terms.maxPerCustomer())
                .linePolicy(terms.linePolicy())
                .currency("USD");
        show.requestId().high(requestHigh).low(requestLow);
        CreateShowEncoder.PricesEncoder prices = show.pricesCount(terms.prices().size());
        for (long amount : terms.prices()) {
            prices.next().amount(amount);
        }
        return ended(show.encodedLength());
    }

    public CommandEncoder changeShow(Change change) {
        ChangeShowEncoder show = new ChangeShowEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .showId(change.showId())
                .startsAtMs(change.startsAtMs())
                .onSaleAtMs(change.onSaleAtMs())
                .holdMs(change.holdMs())
                .waitMs(change.waitMs())
                .maxPerHold(change.maxPerHold())
                .maxPerCustomer(change.maxPerCustomer());
        show.requestId().high(requestHigh).low(requestLow);
        ChangeShowEncoder.PricesEncoder prices =
                show.pricesCount(change.prices().size());
        for (long amount : change.prices()) {
            prices.next().amount(amount);
        }
        return ended(show.encodedLength());
    }

    public CommandEncoder renameSeatPlan(long planId, String name) {
        RenameSeatPlanEncoder rename = new RenameSeatPlanEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .planId(planId);
        rename.requestId().high(requestHigh).low(requestLow);
        rename.name(name);
        return ended(rename.encodedLength());
    }

    public CommandEncoder holdSeats(long showId, String customer, int... seats) {
        HoldSeatsEncoder hold =
                new HoldSeatsEncoder().wrapAndApplyHeader(buffer, 0, header).showId(showId);
        hold.requestId().high(requestHigh).low(requestLow);
        HoldSeatsEncoder.SeatsEncoder group = hold.seatsCount(seats.length);
        for (int seat : seats) {
            group.next().seat(seat);
        }
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        hold.putCustomer(name, 0, name.length);
        return ended(hold.encodedLength());
    }

    public CommandEncoder holdBestAvailable(
            long showId, String customer, int quantity, int category, int section, Adjacency adjacency) {
        HoldBestAvailableEncoder hold = new HoldBestAvailableEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .showId(showId)
                .quantity(quantity)
                .category((short) category)
                .section((short) section)
                .adjacency(adjacency);
        hold.requestId().high(requestHigh).low(requestLow);
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        hold.putCustomer(name, 0, name.length);
        return ended(hold.encodedLength());
    }

    public CommandEncoder releaseHold(long holdId, String customer) {
        ReleaseHoldEncoder release =
                new ReleaseHoldEncoder().wrapAndApplyHeader(buffer, 0, header).holdId(holdId);
        release.requestId().high(requestHigh).low(requestLow);
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        release.putCustomer(name, 0, name.length);
        return ended(release.encodedLength());
    }

    public CommandEncoder exchangeSeats(long holdId, String customer, int... seats) {
        ExchangeSeatsEncoder exchange =
                new ExchangeSeatsEncoder().wrapAndApplyHeader(buffer, 0, header).holdId(holdId);
        exchange.requestId().high(requestHigh).low(requestLow);
        ExchangeSeatsEncoder.SeatsEncoder group = exchange.seatsCount(seats.length);
        for (int seat : seats) {
            group.next().seat(seat);
        }
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        exchange.putCustomer(name, 0, name.length);
        return ended(exchange.encodedLength());
    }

    public CommandEncoder confirmHold(long holdId, String customer, long amount, String paymentReference) {
        ConfirmHoldEncoder confirm = new ConfirmHoldEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .holdId(holdId)
                .amount(amount);
        confirm.requestId().high(requestHigh).low(requestLow);
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        confirm.putCustomer(name, 0, name.length).paymentReference(paymentReference);
        return ended(confirm.encodedLength());
    }

    public CommandEncoder cancelBooking(long bookingId, String customer) {
        CancelBookingEncoder cancel =
                new CancelBookingEncoder().wrapAndApplyHeader(buffer, 0, header).bookingId(bookingId);
        cancel.requestId().high(requestHigh).low(requestLow);
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        cancel.putCustomer(name, 0, name.length);
        return ended(cancel.encodedLength());
    }

    public CommandEncoder joinLine(long showId, String customer, int quantity, int category) {
        JoinLineEncoder join = new JoinLineEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .showId(showId)
                .quantity(quantity)
                .category((short) category);
        join.requestId().high(requestHigh).low(requestLow);
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        join.putCustomer(name, 0, name.length);
        return ended(join.encodedLength());
    }

    public CommandEncoder leaveLine(long waiterId, String customer) {
        LeaveLineEncoder leave =
                new LeaveLineEncoder().wrapAndApplyHeader(buffer, 0, header).waiterId(waiterId);
        leave.requestId().high(requestHigh).low(requestLow);
        byte[] name = customer.getBytes(StandardCharsets.ISO_8859_1);
        leave.putCustomer(name, 0, name.length);
        return ended(leave.encodedLength());
    }

    public CommandEncoder tick() {
        return ended(new TickEncoder().wrapAndApplyHeader(buffer, 0, header).encodedLength());
    }

    /** As a server of schema version 0 wrote it: without limits. */
    public CommandEncoder startEpoch(long epoch) {
        StartEpochEncoder start =
                new StartEpochEncoder().wrapAndApplyHeader(buffer, 0, header).epoch(epoch);
        header.blockLength(StartEpochEncoder.maxPlansEncodingOffset()).version(0);
        buffer.setMemory(
                MessageHeaderEncoder.ENCODED_LENGTH + StartEpochEncoder.maxPlansEncodingOffset(),
                start.encodedLength(),
                (byte) 0);
        return ended(StartEpochEncoder.maxPlansEncodingOffset());
    }

    public CommandEncoder startEpoch(long epoch, EngineLimits limits) {
        StartEpochEncoder start =
                new StartEpochEncoder().wrapAndApplyHeader(buffer, 0, header).epoch(epoch);
        limits.encode(start);
        return ended(start.encodedLength());
    }

    public CommandEncoder openSale(long showId) {
        OpenSaleEncoder open =
                new OpenSaleEncoder().wrapAndApplyHeader(buffer, 0, header).showId(showId);
        open.requestId().high(requestHigh).low(requestLow);
        return ended(open.encodedLength());
    }

    public CommandEncoder closeSale(long showId) {
        CloseSaleEncoder close =
                new CloseSaleEncoder().wrapAndApplyHeader(buffer, 0, header).showId(showId);
        close.requestId().high(requestHigh).low(requestLow);
        return ended(close.encodedLength());
    }

    public CommandEncoder cancelShow(long showId, String reason) {
        CancelShowEncoder cancel =
                new CancelShowEncoder().wrapAndApplyHeader(buffer, 0, header).showId(showId);
        cancel.requestId().high(requestHigh).low(requestLow);
        cancel.reason(reason);
        return ended(cancel.encodedLength());
    }

    public CommandEncoder archiveShow(long showId) {
        ArchiveShowEncoder archive =
                new ArchiveShowEncoder().wrapAndApplyHeader(buffer, 0, header).showId(showId);
        archive.requestId().high(requestHigh).low(requestLow);
        return ended(archive.encodedLength());
    }

    public CommandEncoder blockSeats(long showId, String reason, int... seats) {
        BlockSeatsEncoder block =
                new BlockSeatsEncoder().wrapAndApplyHeader(buffer, 0, header).showId(showId);
        block.requestId().high(requestHigh).low(requestLow);
        BlockSeatsEncoder.SeatsEncoder group = block.seatsCount(seats.length);
        for (int seat : seats) {
            group.next().seat(seat);
        }
        block.reason(reason);
        return ended(block.encodedLength());
    }

    public CommandEncoder unblockSeats(long showId, String reason, int... seats) {
        UnblockSeatsEncoder unblock =
                new UnblockSeatsEncoder().wrapAndApplyHeader(buffer, 0, header).showId(showId);
        unblock.requestId().high(requestHigh).low(requestLow);
        UnblockSeatsEncoder.SeatsEncoder group = unblock.seatsCount(seats.length);
        for (int seat : seats) {
            group.next().seat(seat);
        }
        unblock.reason(reason);
        return ended(unblock.encodedLength());
    }

    private CommandEncoder ended(int bodyLength) {
        length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        return this;
    }
}
