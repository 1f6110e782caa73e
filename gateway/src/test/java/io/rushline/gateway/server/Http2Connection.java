package io.rushline.gateway.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** A connection of HTTP/2 over TLS, of which each customer has a stream for each request. */
final class Http2Connection {
    private final Channel channel;

    private Http2Connection(Channel channel) {
        this.channel = channel;
    }

    static Http2Connection open(EventLoopGroup loops, int port, SSLContext trusting) throws InterruptedException {
        SslContext tls = new JdkSslContext(
                trusting,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2),
                ClientAuth.NONE,
                null,
                false);
        return new Http2Connection(new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        tls.newHandler(channel.alloc()),
                                        Http2FrameCodecBuilder.forClient().build(),
                                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel());
    }

    /** One customer's streams, one after the other. */
    Asker asker() {
        return (path, body, hearer) -> new Http2StreamChannelBootstrap(channel)
                .handler(new Answer(hearer))
                .open()
                .addListener(opened -> {
                    if (opened.isSuccess()) {
                        ask((Http2StreamChannel) opened.getNow(), path, body);
                    } else {
                        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
                    }
                });
    }

    private static void ask(Http2StreamChannel stream, String path, String body) {
        Http2Headers head = new DefaultHttp2Headers()
                .method(body.isEmpty() ? "GET" : "POST")
                .scheme("https")
                .authority("127.0.0.1")
                .path("/api/v1" + path)
                .add("authorization", "Bearer web-key");
        if (!body.isEmpty()) {
            head.add("content-type", "application/json").add("idempotency-key", Api.newKey());
        }
        stream.write(new DefaultHttp2HeadersFrame(head, body.isEmpty()))
                .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        if (!body.isEmpty()) {
            stream.write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII), true))
                    .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
        stream.flush();
    }

    /** Hears one stream. */
    private static final class Answer extends ChannelInboundHandlerAdapter {
        private final Asker.Hearer hearer;

        Answer(Asker.Hearer hearer) {
            this.hearer = hearer;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            boolean isLast = false;
            if (message instanceof Http2DataFrame data) {
                hearer.onText(data.content().toString(StandardCharsets.UTF_8));
                isLast = data.isEndStream();
            } else if (message instanceof Http2HeadersFrame head) {
                isLast = head.isEndStream();
            } else if (message instanceof Http2ResetFrame) {
                isLast = true;
            }
            ReferenceCountUtil.release(message);
            if (isLast) {
                hearer.onEnd();
            }
        }
    }
}
