package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Netty's decoder, which also knows since when the request at hand has been arriving: from its first byte, so that a
 * client cannot gain time by sending the head a byte at a time. And it says when all that came at once is decoded, which
 * nobody behind {@link io.netty.handler.flow.FlowControlHandler} can tell, as that ends a read after each message.
 *
 * <p>Threading: the connection's event loop only.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int CHUNK_BYTES = 16 * 1024;

    /** A client that is still sending a body may read why it is refused; one that never stops may not. */
    private static final int MAX_DISCARDED_BYTES = 16 * 1024 * 1024;

    private Runnable onReadComplete = () -> {};
    private boolean reading;
    private boolean receiving;
    private boolean begun;
    private long readNs;
    private long sinceNs;
    private boolean discarding;
    private long discardedBytes;

    RequestDecoder(HttpOptions options) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(options.requestLineLimitBytes())
                .setMaxHeaderSize(options.headerLimitBytes())
                .setMaxChunkSize(CHUNK_BYTES)
                // Refuses what has both lengths: guessing which one is meant is how requests are smuggled.
                .setUseRfc9112TransferEncoding(true));
    }

    /** Runs when all that came at once is decoded. */
    void onReadComplete(Runnable task) {
        onReadComplete = task;
    }

    /** True from the moment that bytes come to the moment that all are decoded which came with them. */
    boolean isReading() {
        return reading;
    }

    /**
     * The time by {@link System#nanoTime}. For all that is decoded at once it is that of its arrival, so that the clock is read
     * once; a message that waited behind the decoder comes at a time of its own.
     */
    long nowNs() {
        return reading ? readNs : System.nanoTime();
    }

    /** True while part of a request is here and the rest is not. */
    boolean isReceiving() {
        return receiving;
    }

    /** When the first byte of that request came, by {@link System#nanoTime}. */
    long receivingSinceNs() {
        return sinceNs;
    }

    /** Starts the time of the request at hand anew: it was we who did not read. */
    void restartTime(long nowNs) {
        sinceNs = nowNs;
    }

    /** Throws away all that comes from now on. */
    void discard() {
        discarding = true;
        receiving = false;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (discarding) {
            discard(ctx, message);
            return;
        }
        reading = true;
        readNs = System.nanoTime();
        if (!receiving) {
            receiving = true;
            sinceNs = readNs;
        }
        super.channelRead(ctx, message);
        receiving = !discarding && (begun || actualReadableBytes() > 0);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        reading = false;
        onReadComplete.run();
    }

    private void discard(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            discardedBytes += bytes.readableBytes();
        }
        ReferenceCountUtil.release(message);
        if (discardedBytes > MAX_DISCARDED_BYTES) {
            ctx.close().addListener(FailureLog.LOGGED);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (discarding) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        super.decode(ctx, buffer, out);
        if (!out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent) {
            begun = false;
            sinceNs = readNs;
        }
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) throws Exception {
        begun = true;
        return super.createMessage(initialLine);
    }
}
