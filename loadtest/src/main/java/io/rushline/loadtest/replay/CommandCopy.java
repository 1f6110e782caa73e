package io.rushline.loadtest.replay;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import io.rushline.gateway.http.RequestId;
import io.rushline.journal.audit.message.Command;
import java.util.List;

/** Recorded commands as ones for the server: the same but for their ids. */
final class CommandCopy {
    private final String runId;

    CommandCopy(String runId) {
        this.runId = runId;
    }

    /** Equal ids of the recording are equal here, too, so that what was repeated is repeated. */
    CommandId id(Command command) {
        if (command.requestId().toString().isEmpty()) {
            return CommandId.random();
        }
        RequestId id = RequestId.of(runId, command.requestId().toString());
        return new CommandId(id.high(), id.low());
    }

    /** A command that names a show. */
    BinaryCommand onShow(CommandId id, Command command, long showId) {
        if (command instanceof Command.HoldSeats c) {
            return BinaryCommand.holdSeats(id, showId, c.customer(), unboxed(c.seats()));
        } else if (command instanceof Command.HoldBestAvailable c) {
            return BinaryCommand.holdBestAvailable(
                    id,
                    showId,
                    c.customer(),
                    c.quantity(),
                    c.category(),
                    c.section(),
                    c.adjacency() == Adjacency.REQUIRED);
        } else if (command instanceof Command.JoinLine c) {
            return BinaryCommand.joinLine(id, showId, c.customer(), c.quantity(), c.category());
        } else if (command instanceof Command.OpenSale) {
            return BinaryCommand.openSale(id, showId);
        } else if (command instanceof Command.CloseSale) {
            return BinaryCommand.closeSale(id, showId);
        } else if (command instanceof Command.CancelShow c) {
            return BinaryCommand.cancelShow(id, showId, c.reason());
        } else if (command instanceof Command.ArchiveShow) {
            return BinaryCommand.archiveShow(id, showId);
        } else if (command instanceof Command.BlockSeats c) {
            return BinaryCommand.blockSeats(id, showId, c.reason(), unboxed(c.seats()));
        } else if (command instanceof Command.UnblockSeats c) {
            return BinaryCommand.unblockSeats(id, showId, c.reason(), unboxed(c.seats()));
        }
        throw new IllegalArgumentException("names no show: " + command.name());
    }

    /** A command that names a hold, a booking or a place in line. */
    BinaryCommand onSubject(CommandId id, Command command, SignedId subject) {
        if (command instanceof Command.ReleaseHold c) {
            return BinaryCommand.releaseHold(id, subject, c.customer());
        } else if (command instanceof Command.ExchangeSeats c) {
            return BinaryCommand.exchangeSeats(id, subject, c.customer(), unboxed(c.seats()));
        } else if (command instanceof Command.ConfirmHold c) {
            return BinaryCommand.confirmHold(id, subject, c.customer(), c.amount(), c.paymentReference());
        } else if (command instanceof Command.CancelBooking c) {
            return BinaryCommand.cancelBooking(id, subject, c.customer());
        } else if (command instanceof Command.LeaveLine c) {
            return BinaryCommand.leaveLine(id, subject, c.customer());
        }
        throw new IllegalArgumentException("names a show: " + command.name());
    }

    private static int[] unboxed(List<Integer> seats) {
        return seats.stream().mapToInt(Integer::intValue).toArray();
    }
}
