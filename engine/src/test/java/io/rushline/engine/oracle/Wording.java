package io.rushline.engine.oracle;

import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.LineJoinedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.SaleClosedDecoder;
import io.rushline.engine.protocol.SaleOpenedDecoder;
import io.rushline.engine.protocol.SeatsBlockedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.SeatsUnblockedDecoder;
import io.rushline.engine.protocol.ShowArchivedDecoder;
import io.rushline.engine.protocol.ShowCancelledDecoder;
import io.rushline.engine.protocol.WaitEndedDecoder;
import io.rushline.engine.protocol.WaiterReplyDecoder;
import io.rushline.engine.protocol.WaitersSkippedDecoder;
import org.agrona.DirectBuffer;

/** Replies and events in words, for whoever reads a disagreement. */
final class Wording {
    private Wording() {}

    static String of(Outbox outbox) {
        StringBuilder text = new StringBuilder();
        outbox.forEach((buffer, offset, length) ->
                text.append("    ").append(message(buffer, offset)).append('\n'));
        return text.isEmpty() ? "    nothing\n" : text.toString();
    }

    private static String message(DirectBuffer b, int o) {
        MessageHeaderDecoder h = new MessageHeaderDecoder().wrap(b, o);
        return switch (h.templateId()) {
            case RefusedDecoder.TEMPLATE_ID -> "" + new RefusedDecoder().wrapAndApplyHeader(b, o, h);
            case AcceptedDecoder.TEMPLATE_ID -> "" + new AcceptedDecoder().wrapAndApplyHeader(b, o, h);
            case HoldReplyDecoder.TEMPLATE_ID -> "" + new HoldReplyDecoder().wrapAndApplyHeader(b, o, h);
            case BookingReplyDecoder.TEMPLATE_ID -> "" + new BookingReplyDecoder().wrapAndApplyHeader(b, o, h);
            case WaiterReplyDecoder.TEMPLATE_ID -> "" + new WaiterReplyDecoder().wrapAndApplyHeader(b, o, h);
            case SeatsHeldDecoder.TEMPLATE_ID -> "" + new SeatsHeldDecoder().wrapAndApplyHeader(b, o, h);
            case HoldReleasedDecoder.TEMPLATE_ID -> "" + new HoldReleasedDecoder().wrapAndApplyHeader(b, o, h);
            case HoldExpiredDecoder.TEMPLATE_ID -> "" + new HoldExpiredDecoder().wrapAndApplyHeader(b, o, h);
            case SeatsExchangedDecoder.TEMPLATE_ID -> "" + new SeatsExchangedDecoder().wrapAndApplyHeader(b, o, h);
            case SeatsBookedDecoder.TEMPLATE_ID -> "" + new SeatsBookedDecoder().wrapAndApplyHeader(b, o, h);
            case BookingCancelledDecoder.TEMPLATE_ID -> "" + new BookingCancelledDecoder().wrapAndApplyHeader(b, o, h);
            case LineJoinedDecoder.TEMPLATE_ID -> "" + new LineJoinedDecoder().wrapAndApplyHeader(b, o, h);
            case SeatsOfferedDecoder.TEMPLATE_ID -> "" + new SeatsOfferedDecoder().wrapAndApplyHeader(b, o, h);
            case WaitEndedDecoder.TEMPLATE_ID -> "" + new WaitEndedDecoder().wrapAndApplyHeader(b, o, h);
            case SaleOpenedDecoder.TEMPLATE_ID -> "" + new SaleOpenedDecoder().wrapAndApplyHeader(b, o, h);
            case SaleClosedDecoder.TEMPLATE_ID -> "" + new SaleClosedDecoder().wrapAndApplyHeader(b, o, h);
            case ShowCancelledDecoder.TEMPLATE_ID -> "" + new ShowCancelledDecoder().wrapAndApplyHeader(b, o, h);
            case ShowArchivedDecoder.TEMPLATE_ID -> "" + new ShowArchivedDecoder().wrapAndApplyHeader(b, o, h);
            case SeatsBlockedDecoder.TEMPLATE_ID -> "" + new SeatsBlockedDecoder().wrapAndApplyHeader(b, o, h);
            case SeatsUnblockedDecoder.TEMPLATE_ID -> "" + new SeatsUnblockedDecoder().wrapAndApplyHeader(b, o, h);
            case WaitersSkippedDecoder.TEMPLATE_ID -> "" + new WaitersSkippedDecoder().wrapAndApplyHeader(b, o, h);
            default -> "template " + h.templateId();
        };
    }
}
