package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.view.Views;
import io.rushline.pipeline.Pipeline;
import java.util.function.LongConsumer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What all connections share.
 *
 * @param onSaleChanged told, on an event loop, of a show whose sale was opened or that was archived
 */
record Session(
        BinaryOptions options,
        KeyLookup keys,
        Guard guard,
        SignedIds ids,
        Pipeline pipeline,
        Views views,
        Subscriptions subscriptions,
        Newcomers newcomers,
        LongConsumer onSaleChanged,
        EpochClock clock) {

    /** Whether the id that a command speaks of, if any, stands there with the signature that this server gave it. */
    boolean isSigned(CommandCheck check, UnsafeBuffer frame, int offset) {
        CommandShape shape = check.shape();
        if (shape.signed() == null) {
            return true;
        }
        int at = offset + check.messageLength();
        return ids.isSigned(
                shape.signed(),
                CommandCheck.subjectId(frame, offset),
                frame.getLong(at, LITTLE_ENDIAN),
                frame.getLong(at + Long.BYTES, LITTLE_ENDIAN));
    }
}
