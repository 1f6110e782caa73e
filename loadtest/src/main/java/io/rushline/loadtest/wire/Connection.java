package io.rushline.loadtest.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request on it. */
// A write or close that fails ends in channelInactive, and is heard of there.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {
    private static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final String SEQUENCE = "rushline-sequence";
    private static final long RETRY_AFTER_MAX_SECONDS = 3600;

    private final Pool pool;
    private final String hostHeader;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Pending current;
    private @Nullable ScheduledFuture<?> timeout;
    private long sentNs;

    Connection(Pool pool, String hostHeader) {
        this.pool = pool;
        this.hostHeader = hostHeader;
    }

    /** Sends; the connection must be idle. If it breaks meanwhile, the receiver hears a failure. */
    void send(Pending pending) {
        ChannelHandlerContext ctx = context;
        if (current != null || ctx == null) {
            throw new IllegalStateException("this connection is not idle");
        }
        current = pending;
        sentNs = System.nanoTime();
        timeout = ctx.executor()
                .schedule(
                        () -> fail(Failure.Cause.TIMED_OUT, "no reply in time"),
                        pending.request().timeoutMs(),
                        TimeUnit.MILLISECONDS);
        ctx.writeAndFlush(encode(pending.request()), ctx.voidPromise());
    }

    /** Gives up on the request, and with it on the connection: its reply would be taken for the next one's. */
    void fail(Failure.Cause cause, String detail) {
        Pending failed = take();
        if (context != null) {
            context.close();
        }
        if (failed != null) {
            failed.receiver().accept(new Failure(cause, detail, sentNs));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        pool.onOpen(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        long receivedNs = System.nanoTime();
        if (response.decoderResult().isFailure()) {
            fail(Failure.Cause.BROKEN, "what came is not HTTP");
            return;
        }
        Pending answered = take();
        if (answered == null) {
            // Nobody asked, so what follows can't be told apart either.
            ctx.close();
            return;
        }
        Reply reply = new Reply(
                response.status().code(),
                Answer.parse(ByteBufUtil.getBytes(response.content())),
                number(response, SEQUENCE, Reply.NO_SEQUENCE),
                TimeUnit.SECONDS.toMillis(Math.min(
                        RETRY_AFTER_MAX_SECONDS,
                        Math.max(0, number(response, HttpHeaderNames.RETRY_AFTER.toString(), 0)))),
                response.headers().get(HttpHeaderNames.ETAG, ""),
                sentNs,
                receivedNs);
        if (HttpUtil.isKeepAlive(response)) {
            pool.onIdle(this);
        } else {
            ctx.close();
        }
        answered.receiver().accept(reply);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.onClosed(this);
        fail(Failure.Cause.BROKEN, "the server closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failure.Cause.BROKEN, String.valueOf(cause.getMessage()));
    }

    private @Nullable Pending take() {
        Pending taken = current;
        current = null;
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
        return taken;
    }

    private FullHttpRequest encode(Request request) {
        String body = request.body();
        ByteBuf content =
                body == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8));
        FullHttpRequest http = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(request.method()), request.target(), content);
        http.headers()
                .set(HttpHeaderNames.HOST, hostHeader)
                .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + request.apiKey());
        if (body != null) {
            http.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        if (request.idempotencyKey() != null) {
            http.headers().set(IDEMPOTENCY_KEY, request.idempotencyKey());
        }
        if (request.ifNoneMatch() != null) {
            http.headers().set(HttpHeaderNames.IF_NONE_MATCH, request.ifNoneMatch());
        }
        return http;
    }

    private static long number(FullHttpResponse response, String header, long otherwise) {
        String text = response.headers().get(header);
        try {
            return text == null ? otherwise : Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
