package io.rushline.gateway.http;

import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What brings an answer to the client that asked: a connection of HTTP/1.1, or one stream of HTTP/2.
 *
 * <p>Threading: {@link #newStream} on the event loop or a handler's thread, everything else from any thread.
 */
interface Carrier {
    /** Takes an answer; false when nobody is left to read it. */
    boolean answer(Slot slot, Response response);

    /** A stream of events, to answer with. */
    EventStream newStream(Consumer<EventStream> onOpen, BooleanSupplier isKeyValid);

    boolean isOpen();

    /** Whether the server closes, so that nothing may be waited for. */
    boolean isDraining();

    EventLoop eventLoop();

    /** Reads no more requests until {@link #resumeReading} was called as often; on the event loop. */
    void pauseReading();

    void resumeReading();

    SocketAddress remoteAddress();
}
