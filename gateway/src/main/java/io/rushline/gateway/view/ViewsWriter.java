package io.rushline.gateway.view;

import io.rushline.engine.protocol.FormerPricesViewSnapshotEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.ShowViewSnapshotEncoder;
import io.rushline.engine.protocol.ViewsStartEncoder;
import io.rushline.engine.snapshot.SnapshotSink;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes what of the views the engine does not remember, in the order of docs/snapshot-format.md: equal views give equal
 * parts.
 */
final class ViewsWriter {
    private static final int INITIAL_BYTES = 1024;

    private final SnapshotSink sink;
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(INITIAL_BYTES);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShowViewSnapshotEncoder showPart = new ShowViewSnapshotEncoder();
    private final FormerPricesViewSnapshotEncoder pricesPart = new FormerPricesViewSnapshotEncoder();

    ViewsWriter(SnapshotSink sink) {
        this.sink = sink;
    }

    void write(Collection<ShowView> shows, HoldRecords holds, WaiterRecords waiters) {
        ViewsStartEncoder start = new ViewsStartEncoder()
                .wrapAndApplyHeader(buffer, 0, header)
                .showCount(shows.size())
                .holdCount(holds.size())
                .waiterCount(waiters.size());
        send(start.encodedLength());
        List<ShowView> byId = shows.stream()
                .sorted(Comparator.comparingLong(ShowView::showId))
                .toList();
        byId.forEach(this::write);
        holds.forEach(this::copy);
        waiters.forEach(this::copy);
        byId.forEach(this::writeFormerPrices);
    }

    private void write(ShowView show) {
        showPart.wrapAndApplyHeader(buffer, 0, header)
                .showId(show.showId())
                .sequence(show.sequence())
                .eventId(show.version())
                .onSaleAtMs(show.onSaleAtMs())
                .firstOnSaleAtMs(show.terms().onSaleAtMs());
        send(showPart.encodedLength());
    }

    private void writeFormerPrices(ShowView show) {
        for (FormerPrices.Entry entry : show.formerPrices().entries()) {
            pricesPart.wrapAndApplyHeader(buffer, 0, header).showId(show.showId());
            FormerPrices.put(entry, pricesPart);
            send(pricesPart.encodedLength());
        }
    }

    private void copy(DirectBuffer part, int offset, int length, long number) {
        sink.onPart(part, offset, length);
    }

    private void send(int bodyLength) {
        sink.onPart(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
