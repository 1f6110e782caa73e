package io.rushline.loadtest.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process with Netty and nothing else: decodes requests, and answers each at once with the bytes that a Rushline server
 * has answered to one of its kind. As many event loops as the server has by default.
 */
final class BareHttp {
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private BareHttp() {}

    /**
     * Serves until it is killed.
     *
     * @param arguments the directory with the samples, and the number of event loops
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path samples = Path.of(arguments[0]);
        Answers answers = new Answers(
                read(samples, HttpSamples.HOLD),
                read(samples, HttpSamples.BOOK),
                read(samples, HttpSamples.CANCEL),
                read(samples, HttpSamples.RELEASE),
                read(samples, HttpSamples.NOT_MODIFIED));
        boolean isEpoll = Epoll.isAvailable();
        EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(
                Integer.parseInt(arguments[1]), isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Channel channel = new ServerBootstrap()
                .group(eventLoops)
                .channel(isEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline()
                                .addLast(
                                        new HttpRequestDecoder(),
                                        new HttpObjectAggregator(MAX_BODY_BYTES),
                                        new Handler(answers));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        System.out.println("ready at " + ((InetSocketAddress) channel.localAddress()).getPort());
        channel.closeFuture().sync();
    }

    private static ByteBuf read(Path samples, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(samples.resolve(name));
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
    }

    private record Answers(ByteBuf hold, ByteBuf book, ByteBuf cancel, ByteBuf release, ByteBuf notModified) {
        ByteBuf to(FullHttpRequest request) {
            if (request.method().equals(HttpMethod.GET)) {
                return notModified;
            }
            if (request.method().equals(HttpMethod.DELETE)) {
                return release;
            }
            String path = request.uri();
            return path.endsWith("/holds") ? hold : path.endsWith("/book") ? book : cancel;
        }
    }

    private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final Answers answers;

        Handler(Answers answers) {
            this.answers = answers;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            ctx.write(answers.to(request).duplicate()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // wrk ends its connections with a reset.
            ctx.close().addListener(closed -> {});
        }
    }
}
