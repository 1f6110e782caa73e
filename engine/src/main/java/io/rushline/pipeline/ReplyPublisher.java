package io.rushline.pipeline;

import org.agrona.DirectBuffer;

/**
 * Where outcomes go once their command is in the journal.
 *
 * <p>Threading: the publisher's thread calls all methods; none may wait.
 */
public interface ReplyPublisher {
    /** An event, before the reply of the command that caused it. */
    void onEvent(DirectBuffer event, int offset, int length);

    /** The reply to a command that a client sent. */
    void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length);

    /** No more is at hand now: a good moment to flush. */
    void onBatchEnd();
}
