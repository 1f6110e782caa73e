package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;

/**
 * Where the parts of a stream of events are written to.
 *
 * <p>Threading: the event loop only.
 */
interface EventSink {
    /** Writes a part; the callback runs when it has left, or has failed to. */
    void write(ByteBuf part, Runnable onWritten);

    /** Ends the stream behind what is written. */
    void close();
}
