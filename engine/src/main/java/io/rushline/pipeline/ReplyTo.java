package io.rushline.pipeline;

import org.agrona.DirectBuffer;

/** Whoever sent a command and waits for its reply; a connection, as a rule. */
@FunctionalInterface
public interface ReplyTo {
    /**
     * Hands over the reply. Called on the publisher's thread, which must never wait here.
     *
     * @param correlation what the sender gave with the command
     * @param reply a whole SBE message with its header, only lent
     */
    void onReply(long correlation, DirectBuffer reply, int offset, int length);
}
