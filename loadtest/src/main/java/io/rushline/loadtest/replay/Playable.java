package io.rushline.loadtest.replay;

import io.rushline.journal.audit.message.Command;
import io.rushline.loadtest.report.Operation;

/** Which commands of a journal can be sent again. */
final class Playable {
    private Playable() {}

    /** Whether a client can send it over the binary protocol: not halls and shows, and not what the server does itself. */
    static boolean isPlayable(Command command) {
        return isCustomers(command) || isOperators(command);
    }

    static boolean isCustomers(Command command) {
        return command instanceof Command.HoldSeats
                || command instanceof Command.HoldBestAvailable
                || command instanceof Command.ReleaseHold
                || command instanceof Command.ExchangeSeats
                || command instanceof Command.ConfirmHold
                || command instanceof Command.CancelBooking
                || command instanceof Command.JoinLine
                || command instanceof Command.LeaveLine;
    }

    private static boolean isOperators(Command command) {
        return command instanceof Command.OpenSale
                || command instanceof Command.CloseSale
                || command instanceof Command.CancelShow
                || command instanceof Command.ArchiveShow
                || command instanceof Command.BlockSeats
                || command instanceof Command.UnblockSeats;
    }

    static Operation operation(Command command) {
        if (command instanceof Command.HoldSeats || command instanceof Command.HoldBestAvailable) {
            return Operation.HOLD;
        } else if (command instanceof Command.ReleaseHold) {
            return Operation.RELEASE;
        } else if (command instanceof Command.ExchangeSeats) {
            return Operation.EXCHANGE;
        } else if (command instanceof Command.ConfirmHold) {
            return Operation.BOOK;
        } else if (command instanceof Command.CancelBooking) {
            return Operation.CANCEL;
        } else if (command instanceof Command.JoinLine) {
            return Operation.JOIN;
        }
        return command instanceof Command.LeaveLine ? Operation.LEAVE : Operation.OPERATE;
    }
}
