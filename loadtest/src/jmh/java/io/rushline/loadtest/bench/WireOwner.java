package io.rushline.loadtest.bench;

import org.agrona.DirectBuffer;

/** Whom a {@link WireConnection} tells of what the server says. */
interface WireOwner {
    /** The server has accepted the connection's key. */
    void loggedOn();

    /** The server has ended the connection. */
    void lost();

    void fail(Throwable cause);

    /** A reply, which is only lent; what is sent now on the same connection is flushed together. */
    void replied(WireConnection connection, DirectBuffer reply, int offset, int length);
}
