package io.rushline.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.rushline.gateway.listen.OpenConnection;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection on which TLS is being set up; afterwards it speaks HTTP/2, or HTTP/1.1 when the client knows no better. */
final class Negotiation extends ApplicationProtocolNegotiationHandler implements OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);

    private final Channel channel;
    private final Consumer<Channel> http1;
    private final Consumer<Channel> http2;

    /** @param http1 puts the handlers of HTTP/1.1 into the pipeline */
    Negotiation(Channel channel, Consumer<Channel> http1, Consumer<Channel> http2) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.channel = channel;
        this.http1 = http1;
        this.http2 = http2;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public void drain() {
        channel.close().addListener(FailureLog.LOGGED);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        (protocol.equals(ApplicationProtocolNames.HTTP_2) ? http2 : http1).accept(channel);
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("no TLS with {}: {}", channel.remoteAddress(), cause.toString());
        drain();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection lost before TLS was set up: {}", cause.toString());
        drain();
    }
}
