package io.rushline.gateway.binary;

import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.limit.Guard;
import io.rushline.gateway.view.Views;
import io.rushline.pipeline.Pipeline;
import java.util.function.LongConsumer;
import org.agrona.concurrent.EpochClock;

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
        EpochClock clock) {}
