package io.rushline.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2PriorityFrame;
import io.netty.handler.codec.http2.Http2SettingsAckFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.rushline.gateway.listen.OpenConnection;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection of HTTP/2: opens a {@link Http2Stream} for each request, watches their deadlines with one
 * timer, and ends when it must.
 *
 * <p>Netty does the framing, header compression and flow control, acknowledges settings and pings, and bounds resets,
 * empty frames and continuations. What it answers without a bound of its own is counted here. While the socket takes no
 * more, nothing is read, and a client that leaves it so for the idle timeout is cut off: so heads of answers, which flow
 * control does not cover, cannot pile up.
 *
 * <p>Threading: the event loop, but for {@link #drain} and {@link #isDraining}. Source: RFC 9113.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter implements OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);
    private static final long SHORTEST_CHECK_MS = 5;

    private final Channel channel;
    private final HttpOptions options;
    private final Http2Limits limits;
    private final Set<Http2Stream> streams = new HashSet<>();
    private final ReadGate gate = new ReadGate();
    private final LastKey lastKey = new LastKey();
    private final Future<?> checks;
    private long lastProgressNs = System.nanoTime();
    private long windowStartNs = lastProgressNs;
    private long lastWritableNs = lastProgressNs;
    private int controlFrames;
    private int unreadBytes;
    private boolean flushPlanned;
    private volatile boolean draining;

    private Http2Connection(Channel channel, HttpOptions options, Http2Limits limits) {
        this.channel = channel;
        this.options = options;
        this.limits = limits;
        long shortestMs = Math.min(
                options.requestTimeout().toMillis(),
                Math.min(
                        options.idleTimeout().toMillis(),
                        options.answerTimeout().toMillis()));
        long checkMs = Math.max(SHORTEST_CHECK_MS, shortestMs / 4);
        checks = channel.eventLoop().scheduleWithFixedDelay(this::check, checkMs, checkMs, TimeUnit.MILLISECONDS);
    }

    /** Speaks HTTP/2 on a channel from now on. */
    static Http2Connection begin(Channel channel, HttpOptions options, Admission admission, Http2Limits limits) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Limits.settings(options))
                .decoderEnforceMaxRstFramesPerWindow(Http2Limits.MAX_RESETS_PER_WINDOW, Http2Limits.WINDOW_SECONDS)
                .gracefulShutdownTimeoutMillis(options.listen().drainTimeout().toMillis())
                .build();
        Http2Connection connection = new Http2Connection(channel, options, limits);
        channel.pipeline()
                .addLast(connection.gate, codec, connection, new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Http2Stream(stream, connection, options, admission));
                    }
                }));
        return connection;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    /** Of all its streams. */
    LastKey lastKey() {
        return lastKey;
    }

    boolean isDraining() {
        return draining;
    }

    /**
     * Lets a stream in, which takes a place until {@link #giveBackPlace}; false when there are too many, or the client
     * does not read what it is sent.
     */
    boolean open(Http2Stream stream) {
        progress();
        if (isUnread() || !limits.take()) {
            return false;
        }
        streams.add(stream);
        return true;
    }

    /** A stream that was let in has ended. */
    void ended(Http2Stream stream) {
        progress();
        streams.remove(stream);
    }

    /** A stream that was let in has said all, or has ended before. */
    void giveBackPlace() {
        limits.giveBack();
    }

    /** Bytes wait for the client, or, when negative, no longer. */
    void unread(int bytes) {
        unreadBytes += bytes;
        progress();
    }

    /** Nothing is read while a command of one of the streams waits for room. */
    void pauseReading() {
        gate.pause(channel);
    }

    void resumeReading() {
        gate.resume(channel);
    }

    void progress() {
        lastProgressNs = System.nanoTime();
    }

    /** What all streams have to say in one turn of the event loop leaves with one system call. */
    void planFlush() {
        if (!flushPlanned) {
            flushPlanned = true;
            channel.eventLoop().execute(() -> {
                flushPlanned = false;
                channel.flush();
            });
        }
    }

    @Override
    public void drain() {
        draining = true;
        channel.eventLoop().execute(() -> {
            List.copyOf(streams).forEach(Http2Stream::drain);
            // Says GOAWAY, and waits for the streams that are left.
            channel.close().addListener(FailureLog.LOGGED);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2SettingsFrame
                || message instanceof Http2PingFrame
                || message instanceof Http2PriorityFrame) {
            countControlFrame(ctx);
        } else if (!(message instanceof Http2SettingsAckFrame)) {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        // What was too full until now, or is so from now on.
        lastWritableNs = System.nanoTime();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        checks.cancel(false);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2FrameStreamException) {
            ctx.fireExceptionCaught(cause);
            return;
        }
        if (cause instanceof Http2Exception) {
            LOG.debug("connection ended by its client's fault: {}", cause.toString());
            // Netty tells the client which one, and closes.
            return;
        }
        if (cause instanceof IOException) {
            LOG.debug("connection lost: {}", cause.toString());
        } else {
            LOG.error("connection closed after an error of ours", cause);
        }
        ctx.close().addListener(FailureLog.LOGGED);
    }

    /** Whether too much waits: bodies for room that the client gives, and whatever for room in the socket. */
    private boolean isUnread() {
        return unreadBytes > Http2Limits.MAX_UNREAD_BYTES
                || channel.bytesBeforeWritable() > Http2Limits.MAX_UNREAD_BYTES;
    }

    private void countControlFrame(ChannelHandlerContext ctx) {
        long nowNs = System.nanoTime();
        if (nowNs - windowStartNs > TimeUnit.SECONDS.toNanos(Http2Limits.WINDOW_SECONDS)) {
            windowStartNs = nowNs;
            controlFrames = 0;
        }
        if (++controlFrames == Http2Limits.MAX_CONTROL_FRAMES_PER_WINDOW) {
            ChannelHandlerContext codec = ctx.pipeline().context(Http2FrameCodec.class);
            ((Http2FrameCodec) codec.handler())
                    .onError(
                            codec,
                            false,
                            Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many control frames"));
        }
    }

    private void check() {
        long nowNs = System.nanoTime();
        List.copyOf(streams).forEach(stream -> stream.check(nowNs));
        if (!channel.isWritable()
                && nowNs - lastWritableNs >= options.idleTimeout().toNanos()) {
            // Past the codec, whose GOAWAY would wait behind all that nobody reads.
            channel.pipeline().context(Http2FrameCodec.class).close().addListener(FailureLog.LOGGED);
        } else if (streams.isEmpty()
                && nowNs - lastProgressNs >= options.idleTimeout().toNanos()) {
            channel.close().addListener(FailureLog.LOGGED);
        }
    }
}
