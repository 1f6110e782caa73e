package io.rushline.gateway.binary;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose client is to read what was said last.
 *
 * <p>The server first only stops sending, and passes over what still arrives for a moment: closing at once would make the
 * client's kernel drop what it has not read.
 */
final class Farewell {
    private static final long LINGER_MS = 1_000;

    private Farewell() {}

    /** Flushes, and waits for the client to end its side, but not for long. */
    static void take(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (channel.isActive()) {
                ((DuplexChannel) channel).shutdownOutput().addListener(Ignored.RESULT);
                channel.config().setAutoRead(true);
            }
        });
        channel.eventLoop()
                .schedule(() -> close(channel), LINGER_MS, TimeUnit.MILLISECONDS)
                .addListener(Ignored.RESULT);
    }

    private static void close(Channel channel) {
        channel.close().addListener(Ignored.RESULT);
    }
}
