package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.ReferenceCountUtil;
import io.rushline.gateway.listen.Listener;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of HTTP/2 and its answer: as {@link HttpConnection}, but that nothing stands before or behind it.
 *
 * <p>Threading: the event loop, but for what {@link Carrier} says.
 */
final class Http2Stream extends ChannelInboundHandlerAdapter implements Carrier, EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Stream.class);

    private static final int MAX_PASSED_OVER_BYTES = 1024 * 1024;
    private static final Problem BROKEN = Problem.malformed("The head of the request is broken");

    private final Channel channel;
    private final Http2Connection connection;
    private final HttpOptions options;
    private final Admission admission;
    private @Nullable Slot slot;
    private @Nullable Incoming incoming;
    private Optional<EventStream> events = Optional.empty();
    private ChannelFuture lastWrite;
    private long lastProgressNs;
    private boolean isEnded;
    private boolean hasPlace;

    Http2Stream(Channel channel, Http2Connection connection, HttpOptions options, Admission admission) {
        this.channel = channel;
        this.connection = connection;
        this.options = options;
        this.admission = admission;
        lastWrite = channel.newSucceededFuture();
    }

    @Override
    public boolean answer(Slot answered, Response response) {
        if (!isOpen()) {
            return false;
        }
        if (channel.eventLoop().inEventLoop()) {
            put(answered, response);
            return true;
        }
        try {
            channel.eventLoop().execute(() -> put(answered, response));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public EventStream newStream(Consumer<EventStream> onOpen, BooleanSupplier isKeyValid) {
        return new EventStream(channel, this, onOpen, isKeyValid);
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public boolean isDraining() {
        return connection.isDraining();
    }

    @Override
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    @Override
    public void pauseReading() {
        connection.pauseReading();
    }

    @Override
    public void resumeReading() {
        connection.resumeReading();
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.channel().remoteAddress();
    }

    @Override
    public void write(ByteBuf part, Runnable onWritten) {
        int length = part.readableBytes();
        connection.unread(length);
        channel.write(new DefaultHttp2DataFrame(part)).addListener(written -> {
            lastProgressNs = System.nanoTime();
            connection.unread(-length);
            onWritten.run();
        });
        connection.planFlush();
    }

    @Override
    public void close() {
        end(channel.write(new DefaultHttp2DataFrame(true)));
    }

    /** The server closes: ends what could go on for long. */
    void drain() {
        events.ifPresent(EventStream::end);
        if (slot != null) {
            slot.exchange.ifPresent(exchange -> exchange.callbacks().expire());
        }
    }

    /** Looks at the clock. */
    void check(long nowNs) {
        Slot current = slot;
        if (current == null) {
            return;
        }
        if (incoming != null
                && nowNs - current.openedNs >= options.requestTimeout().toNanos()) {
            stopReceiving(current);
            return;
        }
        current.refuseWhenLate(nowNs, options.answerTimeout().toNanos());
        if (current.written && nowNs - lastProgressNs >= options.idleTimeout().toNanos()) {
            // What waits in the windows is given up, too.
            reset(Http2Error.CANCEL);
            channel.close().addListener(FailureLog.LOGGED);
        }
    }

    private void stopReceiving(Slot current) {
        incoming = null;
        if (current.answer == null) {
            put(current, Response.of(Refusals.REQUEST_TIMEOUT, current.requestId));
        }
        resetBehind(lastWrite);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof Http2HeadersFrame head && slot == null) {
                begin(head.headers(), head.isEndStream());
            } else if (message instanceof Http2DataFrame data) {
                take(data.content(), data.isEndStream());
            } else if (message instanceof Http2HeadersFrame trailers) {
                take(Unpooled.EMPTY_BUFFER, trailers.isEndStream());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        isEnded = true;
        leavePlace();
        connection.ended(this);
        if (slot != null && !slot.written) {
            slot.exchange.ifPresent(exchange -> exchange.callbacks().closed());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception || cause.getCause() instanceof Http2Exception) {
            LOG.debug("stream ended by its client's fault: {}", cause.toString());
            // Netty resets it with the error that says which; closing it here would say CANCEL.
            return;
        }
        LOG.error("stream closed after an error of ours", cause);
        reset(Http2Error.INTERNAL_ERROR);
        ctx.close().addListener(FailureLog.LOGGED);
    }

    private void begin(Http2Headers headers, boolean isComplete) {
        Optional<HttpRequest> request = request(headers);
        Slot opened = request.map(known -> new Slot(
                        Slot.requestId(known.headers()), known.method().equals(HttpMethod.HEAD), System.nanoTime()))
                .orElseGet(() -> new Slot(Slot.newRequestId(), false, System.nanoTime()));
        slot = opened;
        hasPlace = connection.open(this);
        if (!hasPlace) {
            isEnded = true;
            reset(Http2Error.REFUSED_STREAM);
            return;
        }
        if (!isComplete) {
            incoming = new Incoming(opened, Optional.empty(), options.bodyLimitBytes());
        }
        try {
            judge(request.orElseThrow(BROKEN::exception), opened, isComplete);
        } catch (ProblemException e) {
            put(opened, Response.of(e.problem(), opened.requestId));
        }
        if (isComplete) {
            take(Unpooled.EMPTY_BUFFER, true);
        }
    }

    private void judge(HttpRequest request, Slot opened, boolean isComplete) {
        Visit visit =
                admission.visit(request, Listener.addressOf(connection.channel().remoteAddress()));
        opened.visit = Optional.of(visit);
        if (request.uri().length() > options.requestLineLimitBytes()) {
            throw Refusals.URI_TOO_LONG.exception();
        }
        Optional<Problem> fault = Admission.framingFault(request);
        if (fault.isPresent()) {
            throw fault.get().exception();
        }
        Optional<Response> optionsAnswer = admission.options(request, visit);
        if (optionsAnswer.isPresent()) {
            put(opened, optionsAnswer.get());
            return;
        }
        if (!isComplete && !HttpUtil.isContentLengthSet(request)) {
            // A body whose length is not announced is judged as one in chunks.
            HttpUtil.setTransferEncodingChunked(request, true);
        }
        RequestHead head = admission.admit(request, visit, connection.lastKey());
        opened.exchange = Optional.of(new Exchange(this, opened, head));
        incoming = new Incoming(opened, opened.exchange, admission.bodyLimitBytes(head.route()));
        if (!isComplete && HttpUtil.is100ContinueExpected(request)) {
            channel.write(new DefaultHttp2HeadersFrame(Http2Answers.continues()))
                    .addListener(FailureLog.LOGGED);
            connection.planFlush();
        }
    }

    /** The head as HTTP/1.1 would have it; empty when it can't be had so. */
    private static Optional<HttpRequest> request(Http2Headers headers) {
        // Netty takes it for a mistake of ours when one of these is missing.
        if (headers.method() == null || headers.path() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(HttpConversionUtil.toHttpRequest(0, headers, true));
        } catch (Http2Exception | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void take(ByteBuf content, boolean isLast) {
        Incoming current = incoming;
        if (current == null) {
            return;
        }
        connection.progress();
        if (!current.append(content)) {
            refuseMore(current);
        } else if (isLast) {
            incoming = null;
            current.exchange().filter(exchange -> current.slot().answer == null).ifPresent(exchange -> {
                exchange.body(current.body());
                exchange.dispatch();
            });
        }
    }

    private void refuseMore(Incoming current) {
        if (isEnded) {
            incoming = null;
            resetBehind(lastWrite);
        } else {
            put(current.slot(), Response.of(Admission.tooLarge(current.limitBytes()), current.slot().requestId));
        }
    }

    private void put(Slot answered, Response response) {
        if (answered.answer != null || isEnded) {
            return;
        }
        answered.answer = response;
        answered.written = true;
        lastProgressNs = System.nanoTime();
        answered.exchange.ifPresent(exchange -> exchange.callbacks().answered());
        Response whole = answered.visit.isPresent() ? answered.visit.get().complete(response) : response;
        boolean goesOn = whole.stream().isPresent() && !answered.headOnly;
        boolean hasBody = Http2Answers.hasBody(answered, whole);
        ChannelFuture last =
                channel.write(new DefaultHttp2HeadersFrame(Http2Answers.head(answered, whole), !goesOn && !hasBody));
        if (hasBody) {
            byte[] body = whole.body();
            connection.unread(body.length);
            last = channel.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true));
            last.addListener(written -> connection.unread(-body.length));
        }
        connection.planFlush();
        answered.visit.ifPresent(
                visit -> admission.observer().onAnswered(AnsweredRequest.of(visit, answered, response)));
        if (goesOn) {
            events = whole.stream();
            events.get().open();
            if (isDraining()) {
                // Nobody looks for streams any more.
                events.get().end();
            }
        } else {
            end(last);
        }
    }

    /**
     * All is written. What the client is still sending is passed over for a while, and within bounds: some clients do
     * not look at an answer before they have sent their request. That takes nothing from other clients: the place is
     * left at once, and what is left of the stream counts among the {@link Http2Limits#MAX_STREAMS} of its connection.
     */
    private void end(ChannelFuture last) {
        isEnded = true;
        leavePlace();
        lastWrite = last;
        if (incoming != null) {
            incoming = new Incoming(incoming.slot(), Optional.empty(), MAX_PASSED_OVER_BYTES);
        }
        connection.planFlush();
    }

    private void leavePlace() {
        if (hasPlace) {
            hasPlace = false;
            connection.giveBackPlace();
        }
    }

    /** Ends the client's half, too, but not before this has left: a reset throws away what waits for room. */
    private void resetBehind(ChannelFuture write) {
        write.addListener(written -> {
            if (written.isSuccess()) {
                reset(Http2Error.NO_ERROR);
            }
        });
    }

    private void reset(Http2Error error) {
        channel.write(new DefaultHttp2ResetFrame(error)).addListener(FailureLog.LOGGED);
        connection.planFlush();
    }
}
