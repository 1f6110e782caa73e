package io.rushline.gateway.metrics;

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
import io.rushline.engine.protocol.OpenSaleDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.protocol.RenameSeatPlanDecoder;
import io.rushline.engine.protocol.StartEpochDecoder;
import io.rushline.engine.protocol.TickDecoder;
import io.rushline.engine.protocol.UnblockSeatsDecoder;

/** How commands are called, by the number of their message. */
final class CommandNames {
    private CommandNames() {}

    /** The message's name; its number when it is newer than this list. */
    static String name(int templateId) {
        return switch (templateId) {
            case DefineSeatPlanDecoder.TEMPLATE_ID -> "DefineSeatPlan";
            case CreateShowDecoder.TEMPLATE_ID -> "CreateShow";
            case OpenSaleDecoder.TEMPLATE_ID -> "OpenSale";
            case CloseSaleDecoder.TEMPLATE_ID -> "CloseSale";
            case CancelShowDecoder.TEMPLATE_ID -> "CancelShow";
            case ArchiveShowDecoder.TEMPLATE_ID -> "ArchiveShow";
            case ChangeShowDecoder.TEMPLATE_ID -> "ChangeShow";
            case RenameSeatPlanDecoder.TEMPLATE_ID -> "RenameSeatPlan";
            case BlockSeatsDecoder.TEMPLATE_ID -> "BlockSeats";
            case UnblockSeatsDecoder.TEMPLATE_ID -> "UnblockSeats";
            case HoldSeatsDecoder.TEMPLATE_ID -> "HoldSeats";
            case HoldBestAvailableDecoder.TEMPLATE_ID -> "HoldBestAvailable";
            case ReleaseHoldDecoder.TEMPLATE_ID -> "ReleaseHold";
            case ExchangeSeatsDecoder.TEMPLATE_ID -> "ExchangeSeats";
            case ConfirmHoldDecoder.TEMPLATE_ID -> "ConfirmHold";
            case CancelBookingDecoder.TEMPLATE_ID -> "CancelBooking";
            case JoinLineDecoder.TEMPLATE_ID -> "JoinLine";
            case LeaveLineDecoder.TEMPLATE_ID -> "LeaveLine";
            case TickDecoder.TEMPLATE_ID -> "Tick";
            case StartEpochDecoder.TEMPLATE_ID -> "StartEpoch";
            default -> Integer.toString(templateId);
        };
    }
}
