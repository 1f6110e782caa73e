package io.rushline.gateway.binary;

import io.rushline.engine.protocol.ArchiveShowDecoder;
import io.rushline.engine.protocol.BlockSeatsDecoder;
import io.rushline.engine.protocol.CancelBookingDecoder;
import io.rushline.engine.protocol.CancelShowDecoder;
import io.rushline.engine.protocol.CloseSaleDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.ConfirmHoldDecoder;
import io.rushline.engine.protocol.ExchangeSeatsDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.JoinLineDecoder;
import io.rushline.engine.protocol.LeaveLineDecoder;
import io.rushline.engine.protocol.OpenSaleDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.protocol.UnblockSeatsDecoder;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.SignedIds.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How a command that clients may send is laid out, and who may send it.
 *
 * <pre>
 *   header | block, the request id first | seats? | data ... | signature?
 * </pre>
 *
 * <p>Halls and shows are made over HTTP only: the catalogue is asked first, whether the cinema or the movie exists.
 *
 * @param sinceVersion of the schema, in which this template came up
 * @param maxSeats in the group of seats; {@link #NO_GROUP} when there is none
 * @param signed what kind of id stands behind the request id and is followed by its signature, if any
 * @param notFound the answer when that signature is wrong
 */
record CommandShape(
        int templateId,
        int sinceVersion,
        int blockLength,
        Role role,
        int maxSeats,
        DataKind firstData,
        DataKind secondData,
        @Nullable Kind signed,
        Code notFound) {
    static final int NO_GROUP = -1;

    private static final int MAX_SEATS = 100;
    private static final int MAX_BLOCKED_SEATS = 20_000;
    private static final int TEMPLATE_BOUND = 32;
    private static final @Nullable CommandShape[] SHAPES = shapes();

    /** What stands behind the block and the seats. */
    enum DataKind {
        NONE,
        CUSTOMER,
        PAYMENT_REFERENCE,
        REASON
    }

    /** The shape of a template, or null when clients may not send it. */
    static @Nullable CommandShape of(int templateId) {
        return templateId >= 0 && templateId < TEMPLATE_BOUND ? SHAPES[templateId] : null;
    }

    /** Whether the command brings a sale to its end, and so is limited after all others. */
    boolean isPriority() {
        return signed != null && templateId != ExchangeSeatsDecoder.TEMPLATE_ID;
    }

    /** Whether the command is for new seats of a customer, now or later. */
    boolean isForNewSeats() {
        return firstData == DataKind.CUSTOMER && signed == null;
    }

    private static @Nullable CommandShape[] shapes() {
        @Nullable CommandShape[] shapes = new CommandShape[TEMPLATE_BOUND];
        put(shapes, web(HoldSeatsDecoder.TEMPLATE_ID, HoldSeatsDecoder.BLOCK_LENGTH, MAX_SEATS));
        put(shapes, web(HoldBestAvailableDecoder.TEMPLATE_ID, HoldBestAvailableDecoder.BLOCK_LENGTH, NO_GROUP));
        put(shapes, web(JoinLineDecoder.TEMPLATE_ID, JoinLineDecoder.BLOCK_LENGTH, NO_GROUP));
        put(
                shapes,
                web(ReleaseHoldDecoder.TEMPLATE_ID, ReleaseHoldDecoder.BLOCK_LENGTH, NO_GROUP)
                        .about(Kind.HOLD, Code.HOLD_NOT_FOUND));
        put(
                shapes,
                web(ExchangeSeatsDecoder.TEMPLATE_ID, ExchangeSeatsDecoder.BLOCK_LENGTH, MAX_SEATS)
                        .about(Kind.HOLD, Code.HOLD_NOT_FOUND));
        put(
                shapes,
                web(ConfirmHoldDecoder.TEMPLATE_ID, ConfirmHoldDecoder.BLOCK_LENGTH, NO_GROUP)
                        .about(Kind.HOLD, Code.HOLD_NOT_FOUND)
                        .then(DataKind.PAYMENT_REFERENCE));
        put(
                shapes,
                web(CancelBookingDecoder.TEMPLATE_ID, CancelBookingDecoder.BLOCK_LENGTH, NO_GROUP)
                        .about(Kind.BOOKING, Code.BOOKING_NOT_FOUND));
        put(
                shapes,
                web(LeaveLineDecoder.TEMPLATE_ID, LeaveLineDecoder.BLOCK_LENGTH, NO_GROUP)
                        .about(Kind.WAITER, Code.WAITER_NOT_FOUND));
        put(shapes, operator(OpenSaleDecoder.TEMPLATE_ID, OpenSaleDecoder.BLOCK_LENGTH, NO_GROUP, DataKind.NONE));
        put(shapes, operator(CloseSaleDecoder.TEMPLATE_ID, CloseSaleDecoder.BLOCK_LENGTH, NO_GROUP, DataKind.NONE));
        put(shapes, operator(ArchiveShowDecoder.TEMPLATE_ID, ArchiveShowDecoder.BLOCK_LENGTH, NO_GROUP, DataKind.NONE));
        put(shapes, operator(CancelShowDecoder.TEMPLATE_ID, CancelShowDecoder.BLOCK_LENGTH, NO_GROUP, DataKind.REASON));
        put(
                shapes,
                operator(
                        BlockSeatsDecoder.TEMPLATE_ID,
                        BlockSeatsDecoder.BLOCK_LENGTH,
                        MAX_BLOCKED_SEATS,
                        DataKind.REASON));
        put(
                shapes,
                operator(
                        UnblockSeatsDecoder.TEMPLATE_ID,
                        UnblockSeatsDecoder.BLOCK_LENGTH,
                        MAX_BLOCKED_SEATS,
                        DataKind.REASON));
        return shapes;
    }

    private static void put(@Nullable CommandShape[] shapes, CommandShape shape) {
        shapes[shape.templateId] = shape;
    }

    private static CommandShape web(int templateId, int blockLength, int maxSeats) {
        return new CommandShape(
                templateId, 0, blockLength, Role.WEB, maxSeats, DataKind.CUSTOMER, DataKind.NONE, null, Code.OK);
    }

    private static CommandShape operator(int templateId, int blockLength, int maxSeats, DataKind data) {
        return new CommandShape(
                templateId, 1, blockLength, Role.OPERATOR, maxSeats, data, DataKind.NONE, null, Code.OK);
    }

    private CommandShape about(Kind kind, Code code) {
        return new CommandShape(
                templateId, sinceVersion, blockLength, role, maxSeats, firstData, secondData, kind, code);
    }

    private CommandShape then(DataKind data) {
        return new CommandShape(
                templateId, sinceVersion, blockLength, role, maxSeats, firstData, data, signed, notFound);
    }
}
