package io.rushline.gateway.listen;

import java.net.InetAddress;

/**
 * Decides on connections by the address that they come from, whichever port they came through.
 *
 * <p>Threading: any thread.
 */
public interface Doorkeeper {
    /** Lets everybody in. */
    Doorkeeper NONE = new Doorkeeper() {
        @Override
        public Entry enter(InetAddress address) {
            return Entry.WELCOME;
        }

        @Override
        public void leave(InetAddress address, Entry entry) {}
    };

    /** What becomes of a connection. */
    enum Entry {
        WELCOME,
        /** It is told that it is one too many. */
        REFUSED,
        /** It is just closed. */
        CLOSED
    }

    /** Decides on a new connection, and counts it as what it is until it leaves. */
    Entry enter(InetAddress address);

    /**
     * A connection that was decided on is closed.
     *
     * @param entry what {@link #enter} said of it
     */
    void leave(InetAddress address, Entry entry);
}
