package io.rushline.gateway.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection of HTTP/1.1. */
final class Http1Asker extends SimpleChannelInboundHandler<HttpObject> implements Asker {
    private final CompletableFuture<Asker> opened = new CompletableFuture<>();
    private @Nullable Channel channel;
    private @Nullable Hearer hearer;

    static CompletableFuture<Asker> open(EventLoopGroup loops, int port) {
        Http1Asker asker = new Http1Asker();
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), asker);
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        asker.opened.completeExceptionally(connected.cause());
                    }
                });
        return asker.opened;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        opened.complete(this);
    }

    @Override
    public void ask(String path, String body, Hearer next) {
        Channel to = Objects.requireNonNull(channel);
        to.eventLoop().execute(() -> {
            hearer = next;
            HttpMethod method = body.isEmpty() ? HttpMethod.GET : HttpMethod.POST;
            ByteBuf content = Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII);
            DefaultFullHttpRequest request =
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/api/v1" + path, content);
            request.headers().set("host", "x").set("authorization", "Bearer web-key");
            if (!body.isEmpty()) {
                request.headers()
                        .set("content-type", "application/json")
                        .set("content-length", content.readableBytes())
                        .set("idempotency-key", Api.newKey());
            }
            to.writeAndFlush(request).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        Hearer to = hearer;
        if (message instanceof HttpContent content && to != null) {
            to.onText(content.content().toString(StandardCharsets.UTF_8));
            if (message instanceof LastHttpContent) {
                to.onEnd();
            }
        }
    }
}
