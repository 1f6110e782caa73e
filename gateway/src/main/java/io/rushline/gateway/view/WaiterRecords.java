package io.rushline.gateway.view;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.WaitState;
import io.rushline.engine.protocol.WaiterViewSnapshotDecoder;
import io.rushline.engine.protocol.WaiterViewSnapshotEncoder;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * All waiters, each as the message that a snapshot has of it, with its ticket.
 *
 * <p>Threading: one thread changes them; anybody finds. Allocation: none by changes, but while they grow.
 */
final class WaiterRecords {
    private static final int INITIAL_BYTES = 256;
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Kept kept;
    private final MutableDirectBuffer message = new ExpandableArrayBuffer(INITIAL_BYTES);
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final WaiterViewSnapshotEncoder encoder = new WaiterViewSnapshotEncoder();
    private final WaiterViewSnapshotDecoder decoder = new WaiterViewSnapshotDecoder();

    WaiterRecords(int endedKept) {
        kept = new Kept(endedKept);
    }

    /** Any thread may call. */
    Optional<WaiterView> waiter(long waiterId) {
        return kept.find(waiterId).map(copy -> WaiterView.decode(copy.message(), 0, copy.number()));
    }

    int size() {
        return kept.size();
    }

    /** All messages in the order of a snapshot. */
    void forEach(Kept.Visitor visitor) {
        kept.forEach(visitor);
    }

    void forgetShow(long showId) {
        kept.forgetShow(showId);
    }

    /** Puts a party that waits. */
    void join(
            long waiterId,
            long showId,
            long ticket,
            int quantity,
            int category,
            long expiresAtMs,
            long sequence,
            DirectBuffer customer) {
        encoder.wrapAndApplyHeader(message, 0, headerEncoder)
                .waiterId(waiterId)
                .showId(showId)
                .expiresAtMs(expiresAtMs)
                .sequence(sequence)
                .quantity(quantity)
                .category(category)
                .state(WaitState.WAITING)
                .putCustomer(customer, 0, customer.capacity());
        kept.put(waiterId, 0, showId, ticket, false, message, 0, HEADER_BYTES + encoder.encodedLength());
    }

    /**
     * Ends a wait.
     *
     * @return the ticket of the party
     */
    long end(long waiterId, WaitState state, long sequence) {
        long ticket = kept.number(waiterId);
        int length = kept.read(waiterId, message);
        decoder.wrapAndApplyHeader(message, 0, headerDecoder);
        encoder.wrap(message, HEADER_BYTES).state(state).sequence(sequence);
        kept.put(waiterId, 0, decoder.showId(), ticket, true, message, 0, length);
        return ticket;
    }

    /** Puts a waiter of a snapshot. */
    void restore(DirectBuffer buffer, int offset, int length, long ticket) {
        decoder.wrapAndApplyHeader(buffer, offset, headerDecoder);
        boolean hasEnded = decoder.state() != WaitState.WAITING;
        kept.put(decoder.waiterId(), 0, decoder.showId(), ticket, hasEnded, buffer, offset, length);
    }
}
