package io.rushline.gateway.http;

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

    /** Nothing is read until there was a {@link #resume} for each of these. */
    void pause(ChannelHandlerContext ctx) {
        pauses++;
        update(ctx);
    }

    void resume(ChannelHandlerContext ctx) {
        pauses--;
        update(ctx);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (isOpen) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        update(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    private void update(ChannelHandlerContext ctx) {
        boolean mayRead = pauses == 0 && ctx.channel().isWritable();
        if (mayRead != isOpen) {
            isOpen = mayRead;
            ctx.channel().config().setAutoRead(mayRead);
        }
    }
}
