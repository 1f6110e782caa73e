package io.rushline.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.listen.Listener;
import io.rushline.gateway.listen.PortUnavailableException;
import io.rushline.gateway.tls.ServerCertificate;

/**
 * A server of HTTP/1.1, and with TLS of HTTP/2 too, that listens on one address and port and answers with the handlers
 * of a router.
 *
 * <p>Threading: {@link #close} may be called once, from any thread but an event loop.
 */
public final class HttpServer implements AutoCloseable {
    /** What one read may bring is also what may be decoded ahead of the bound on requests in progress. */
    private static final int MAX_READ_BYTES = 16 * 1024;

    private final HttpOptions options;
    private final Admission admission;
    private final Listener listener;
    private final Http2Limits http2;

    private HttpServer(HttpOptions options, Router router, Reception reception) throws PortUnavailableException {
        this.options = options;
        admission = new Admission(router, reception, options.bodyLimitBytes());
        http2 = new Http2Limits(options.listen().maxConnections());
        listener = new Listener("http", options.listen());
        ServerBootstrap children = new ServerBootstrap()
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, MAX_READ_BYTES));
        listener.listen(children, this::accept);
    }

    /**
     * Listens, and answers from now on.
     *
     * @throws PortUnavailableException when the port is taken or the address is not one of this machine
     */
    public static HttpServer start(HttpOptions options, Router router, Reception reception)
            throws PortUnavailableException {
        return new HttpServer(options, router, reception);
    }

    /** Listens, and lets everybody in who has one of these keys. */
    public static HttpServer start(HttpOptions options, Router router, KeyLookup keys) throws PortUnavailableException {
        return start(options, router, Reception.of(keys));
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Connections that are open now. */
    public int connectionCount() {
        return listener.connectionCount();
    }

    /**
     * Takes no more connections, answers the requests that are here, and returns when all connections are closed or
     * the drain timeout is over. Timeouts of long polls run early.
     */
    @Override
    public void close() {
        listener.close();
    }

    private void accept(Channel channel, boolean isOneTooMany) {
        if (options.tls().isPresent()) {
            negotiate(channel, options.tls().get().get(), isOneTooMany);
            return;
        }
        HttpConnection connection = beginHttp1(channel);
        if (isOneTooMany) {
            connection.refuseConnection();
        }
    }

    private void negotiate(Channel channel, ServerCertificate certificate, boolean isOneTooMany) {
        if (isOneTooMany) {
            // Setting up TLS is what costs; nobody is told why for that price.
            channel.close().addListener(FailureLog.LOGGED);
            return;
        }
        SslHandler tls = certificate.context().newHandler(channel.alloc());
        tls.setHandshakeTimeoutMillis(options.requestTimeout().toMillis());
        Negotiation negotiation = new Negotiation(channel, this::beginHttp1, this::beginHttp2);
        channel.pipeline().addLast(tls, negotiation);
        listener.add(negotiation);
    }

    private HttpConnection beginHttp1(Channel channel) {
        RequestDecoder decoder = new RequestDecoder(options);
        HttpConnection connection = new HttpConnection(channel, options, admission, decoder);
        channel.pipeline().addLast(decoder, new FlowControlHandler(), connection);
        listener.add(connection);
        return connection;
    }

    private void beginHttp2(Channel channel) {
        listener.add(Http2Connection.begin(channel, options, admission, http2));
    }
}
