package io.rushline.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Stops the reading of a connection of HTTP/2 while its client reads too little of what it is sent, or while a command
 * of it waits for room: it stands in front of the codec, which asks for more whatever the channel's settings are.
 *
 * <p>Threading: the connection's event loop only.
 */
final class ReadGate extends ChannelDuplexHandler {
    private boolean isOpen = true;
    private int pauses;

    /** Nothing is read until there was a {@link #resume} for each of these; both may come after the end, too. */
    void pause(Channel channel) {
        pauses++;
        update(channel);
    }

    void resume(Channel channel) {
        pauses--;
        update(channel);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (isOpen) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        update(ctx.channel());
        ctx.fireChannelWritabilityChanged();
    }

    private void update(Channel channel) {
        boolean mayRead = pauses == 0 && channel.isWritable();
        if (mayRead != isOpen) {
            isOpen = mayRead;
            channel.config().setAutoRead(mayRead);
        }
    }
}
