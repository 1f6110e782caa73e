package io.rushline.pipeline;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.DefineSeatPlanEncoder;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.LeaveLineEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RowKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands for tests of the pipeline, each in a buffer of its own size. */
final class Commands {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
    private long requests;

    /** A command that the engine answers with a refusal. */
    DirectBuffer unknownWaiter() {
        LeaveLineEncoder message = new LeaveLineEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.requestId().high(1).low(++requests);
        message.waiterId(999).customer("ann");
        return whole(message.encodedLength());
    }

    /** The same, followed by bytes that nobody reads. */
    DirectBuffer unknownWaiter(int lengthBytes) {
        return padded(unknownWaiter(), lengthBytes);
    }

    /** A command, followed by bytes that nobody reads. */
    static DirectBuffer padded(DirectBuffer command, int lengthBytes) {
        UnsafeBuffer large = new UnsafeBuffer(new byte[lengthBytes]);
        large.putBytes(0, command, 0, command.capacity());
        return large;
    }

    /** One row of ten seats. */
    DirectBuffer seatPlan() {
        DefineSeatPlanEncoder message = new DefineSeatPlanEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.requestId().high(1).low(++requests);
        message.cinemaId(1);
        message.categoriesCount(1).next().name("Standard");
        message.sectionsCount(1).next().name("Stalls");
        DefineSeatPlanEncoder.RowsEncoder row = message.rowsCount(1)
                .next()
                .section(0)
                .category(0)
                .kind(RowKind.NUMBERED)
                .firstNumber(1)
                .seatCount(10);
        row.marksCount(0);
        row.name("A");
        message.name("Hall 1");
        return whole(message.encodedLength());
    }

    /** A show whose holds last for a second. */
    DirectBuffer show(long planId, long nowMs) {
        CreateShowEncoder message = new CreateShowEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.requestId().high(1).low(++requests);
        message.planId(planId)
                .movieId(1)
                .startsAtMs(nowMs + 86_400_000)
                .endsAtMs(nowMs + 90_000_000)
                .onSaleAtMs(nowMs)
                .holdMs(1_000)
                .graceMs(0)
                .waitMs(3_600_000)
                .maxPerHold(10)
                .maxPerCustomer(0)
                .linePolicy(LinePolicy.STRICT_FIFO)
                .currency("USD");
        message.pricesCount(1).next().amount(1_000);
        return whole(message.encodedLength());
    }

    DirectBuffer hold(long showId) {
        HoldBestAvailableEncoder message = new HoldBestAvailableEncoder().wrapAndApplyHeader(buffer, 0, header);
        message.requestId().high(1).low(++requests);
        message.showId(showId)
                .quantity(2)
                .category((short) -1)
                .section((short) -1)
                .adjacency(Adjacency.PREFERRED)
                .customer("ann");
        return whole(message.encodedLength());
    }

    private DirectBuffer whole(int bodyBytes) {
        byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + bodyBytes];
        buffer.getBytes(0, bytes);
        return new UnsafeBuffer(bytes);
    }
}
