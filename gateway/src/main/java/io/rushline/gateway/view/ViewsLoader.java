package io.rushline.gateway.view;

import io.rushline.engine.protocol.FormerPricesViewSnapshotDecoder;
import io.rushline.engine.protocol.HoldViewSnapshotDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.PlanSnapshotDecoder;
import io.rushline.engine.protocol.ShowSnapshotDecoder;
import io.rushline.engine.protocol.ShowViewSnapshotDecoder;
import io.rushline.engine.protocol.ViewsStartDecoder;
import io.rushline.engine.protocol.WaiterViewSnapshotDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Fills views from the parts of a snapshot: plans and shows from those of the engine, the rest from their own.
 *
 * <pre>
 *   PlanSnapshot --&gt; PlanView;  ShowSnapshot --&gt; seats and terms of a ShowView, ShowViewSnapshot --&gt; its version
 *   HoldViewSnapshot, WaiterViewSnapshot: kept as they are
 * </pre>
 *
 * <p>A show without a part of its own is archived, and readers do not see it.
 */
public final class ViewsLoader implements SnapshotSink {
    private final Views views;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ShowSnapshotDecoder showSnapshot = new ShowSnapshotDecoder();
    private final ShowViewSnapshotDecoder showPart = new ShowViewSnapshotDecoder();
    private final FormerPricesViewSnapshotDecoder pricesPart = new FormerPricesViewSnapshotDecoder();
    private final Long2ObjectHashMap<EngineShow> engineShows = new Long2ObjectHashMap<>();
    private boolean isStarted;
    private int missingCount;

    /** What the engine's part of a snapshot says of a show. */
    private record EngineShow(
            PlanView plan,
            ShowView.Terms terms,
            ShowView.Sale sale,
            @SuppressWarnings("ArrayRecordComponent") byte[] letters) {} // compared nowhere

    /** Fills views that are empty. */
    public ViewsLoader(Views views) {
        this.views = views;
    }

    /** Takes the next part; what says nothing to readers is passed over. */
    @Override
    public void onPart(DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case PlanSnapshotDecoder.TEMPLATE_ID -> onPlan(buffer, offset);
            case ShowSnapshotDecoder.TEMPLATE_ID -> onEngineShow(buffer, offset);
            case ViewsStartDecoder.TEMPLATE_ID -> onStart(buffer, offset);
            case ShowViewSnapshotDecoder.TEMPLATE_ID -> onShow(buffer, offset);
            case HoldViewSnapshotDecoder.TEMPLATE_ID -> {
                missingCount--;
                views.restoreHold(buffer, offset, length);
            }
            case WaiterViewSnapshotDecoder.TEMPLATE_ID -> {
                missingCount--;
                views.restoreWaiter(buffer, offset, length);
            }
            case FormerPricesViewSnapshotDecoder.TEMPLATE_ID -> {
                pricesPart.wrapAndApplyHeader(buffer, offset, header);
                views.existingShow(pricesPart.showId()).remember(pricesPart);
            }
            default -> {
                // Of the engine alone.
            }
        }
    }

    /**
     * Says that there are no more parts.
     *
     * @throws IllegalStateException when there must be more, or there were too many
     */
    public void end() {
        if (!isStarted || missingCount != 0) {
            throw new IllegalStateException(
                    isStarted ? "the snapshot lacks " + missingCount + " views" : "the snapshot has no views");
        }
        engineShows.clear();
    }

    private void onPlan(DirectBuffer buffer, int offset) {
        PlanSnapshotDecoder part = new PlanSnapshotDecoder().wrapAndApplyHeader(buffer, offset, header);
        int definition = part.limit() + PlanSnapshotDecoder.definitionHeaderLength();
        views.put(PlanView.decode(part.planId(), buffer, definition));
    }

    private void onEngineShow(DirectBuffer buffer, int offset) {
        showSnapshot.wrapAndApplyHeader(buffer, offset, header);
        ShowView.Sale sale = switch (showSnapshot.saleState()) {
            case OPEN -> ShowView.Sale.OPEN;
            case CLOSED -> ShowView.Sale.CLOSED;
            case CANCELLED -> ShowView.Sale.CANCELLED;
            case ARCHIVED -> null;
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalArgumentException("a show without a state of its sale");
        };
        if (sale == null) {
            return;
        }
        PlanView plan = views.plan(showSnapshot.planId()).orElseThrow();
        ShowView.Terms terms = ShowView.Terms.decode(showSnapshot);
        int at = showSnapshot.limit() + ShowSnapshotDecoder.freeHeaderLength();
        int distance = showSnapshot.freeLength() + ShowSnapshotDecoder.heldHeaderLength();
        byte[] letters = new byte[plan.seatCount()];
        for (int seat = 0; seat < letters.length; seat++) {
            letters[seat] = letter(buffer, at + (seat >>> 3), distance, 1 << (seat & 7));
        }
        engineShows.put(showSnapshot.showId(), new EngineShow(plan, terms, sale, letters));
    }

    /** The words of the bitmaps are little-endian, so that a seat's byte is found without them. */
    private static byte letter(DirectBuffer buffer, int free, int distance, int bit) {
        if ((buffer.getByte(free) & bit) != 0) {
            return ShowView.FREE;
        }
        if ((buffer.getByte(free + distance) & bit) != 0) {
            return ShowView.HELD;
        }
        return (buffer.getByte(free + 2 * distance) & bit) != 0 ? ShowView.BOOKED : ShowView.BLOCKED;
    }

    private void onStart(DirectBuffer buffer, int offset) {
        ViewsStartDecoder part = new ViewsStartDecoder().wrapAndApplyHeader(buffer, offset, header);
        isStarted = true;
        missingCount = part.showCount() + part.holdCount() + part.waiterCount();
    }

    private void onShow(DirectBuffer buffer, int offset) {
        showPart.wrapAndApplyHeader(buffer, offset, header);
        missingCount--;
        EngineShow show = engineShows.remove(showPart.showId());
        if (show == null) {
            throw new IllegalArgumentException("the snapshot has no show " + showPart.showId());
        }
        ShowView.Terms terms = show.terms().firstOnSaleAtMs(showPart.firstOnSaleAtMs());
        ShowView view = new ShowView(showPart.showId(), show.plan(), terms, show.letters());
        view.onSaleAtMs(showPart.onSaleAtMs());
        view.sale(show.sale(), showPart.sequence(), showPart.eventId());
        views.put(view);
    }
}
