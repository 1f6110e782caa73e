package io.rushline.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.rushline.gateway.listen.Listener;
import io.rushline.gateway.listen.OpenConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: puts requests together, refuses or dispatches them, and ends when it must.
 *
 * <p>Reading stops while as many requests wait for their answers as one connection may have, while a command waits for
 * room, or while the client does not read what it is sent. When the server is the one to end a connection, it first only stops sending and passes over
 * what still arrives for a moment: closing at once would make the client's kernel drop an answer it has not read.
 *
 * <p>Threading: the event loop, but for {@link #answer}, {@link #isOpen}, {@link #isDraining} and {@link #drain}.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Carrier, OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final long LINGER_MS = 2_000;

    private final Channel channel;
    private final InetAddress peer;
    private final Admission admission;
    private final RequestDecoder decoder;
    private final Answers answers;
    private final Deadlines deadlines;
    private final int maxInProgress;
    private final int bodyLimitBytes;
    private final LastKey lastKey = new LastKey();
    private @Nullable Incoming incoming;
    private volatile boolean draining;
    private int pauses;

    /** Whether nothing that still arrives is of interest. */
    private boolean deaf;

    HttpConnection(Channel channel, HttpOptions options, Admission admission, RequestDecoder decoder) {
        this.channel = channel;
        this.peer = Listener.addressOf(channel.remoteAddress());
        this.admission = admission;
        this.decoder = decoder;
        this.answers = new Answers(channel, decoder, this::linger, admission.observer());
        this.deadlines = new Deadlines(channel, decoder, answers, options, this::refuseSlowRequest);
        this.maxInProgress = options.maxInProgress();
        this.bodyLimitBytes = options.bodyLimitBytes();
    }

    @Override
    public boolean answer(Slot slot, Response response) {
        if (!isOpen()) {
            return false;
        }
        if (channel.eventLoop().inEventLoop()) {
            put(slot, response);
            return true;
        }
        try {
            channel.eventLoop().execute(() -> put(slot, response));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public EventStream newStream(Consumer<EventStream> onOpen, BooleanSupplier isKeyValid) {
        return new EventStream(channel, answers, onOpen, isKeyValid);
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public boolean isDraining() {
        return draining;
    }

    @Override
    public EventLoop eventLoop() {
        return channel.eventLoop();
    }

    @Override
    public void pauseReading() {
        pauses++;
        updateReading();
    }

    @Override
    public void resumeReading() {
        pauses--;
        updateReading();
    }

    @Override
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public Channel channel() {
        return channel;
    }

    /** Answers 503 whatever the client wants; called on the event loop before anything is read. */
    void refuseConnection() {
        Slot slot = new Slot(Slot.newRequestId(), false, System.nanoTime());
        answers.add(slot);
        refuseAndEnd(slot, Refusals.OVERLOADED.detail("There are too many connections, in all or from this address"));
    }

    /** Ends the connection once the requests that are here are answered. */
    @Override
    public void drain() {
        draining = true;
        channel.eventLoop().execute(() -> {
            List<Slot> waiting = answers.waiting();
            answers.stream().ifPresent(EventStream::end);
            if (answers.stream().isPresent()) {
                return;
            }
            if (incoming != null) {
                answers.endWith(incoming.slot());
            } else if (!decoder.isReceiving()) {
                hearNoMore();
                if (waiting.isEmpty()) {
                    answers.close();
                } else {
                    answers.endWith(waiting.get(waiting.size() - 1));
                }
            }
            for (Slot slot : waiting) {
                slot.exchange.ifPresent(exchange -> exchange.callbacks().expire());
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!deaf && message instanceof HttpRequest request) {
                begin(request);
            }
            if (!deaf && message instanceof HttpContent content) {
                take(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        updateReading();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deaf = true;
        deadlines.stop();
        for (Slot slot : answers.waiting()) {
            slot.exchange.ifPresent(exchange -> exchange.callbacks().closed());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection lost: {}", cause.toString());
        } else {
            LOG.error("connection closed after an error of ours", cause);
        }
        ctx.close().addListener(FailureLog.LOGGED);
    }

    private void begin(HttpRequest request) {
        HttpHeaders headers = request.headers();
        Slot slot = new Slot(Slot.requestId(headers), request.method().equals(HttpMethod.HEAD), decoder.nowNs());
        slot.close = draining
                || !HttpUtil.isKeepAlive(request)
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        answers.add(slot);
        Visit visit = admission.visit(request, peer);
        slot.visit = Optional.of(visit);
        Optional<Problem> fault = request.decoderResult().isFailure()
                ? Optional.of(problem(request.decoderResult().cause(), Admission.decodingFault(headers)))
                : Admission.framingFault(request);
        if (fault.isPresent()) {
            refuseAndEnd(slot, fault.get());
            return;
        }
        try {
            Optional<Response> options = admission.options(request, visit);
            if (options.isPresent()) {
                passOver(slot, headers, options.get());
                return;
            }
            RequestHead head = admission.admit(request, visit, lastKey);
            Exchange exchange = new Exchange(this, slot, head);
            slot.exchange = Optional.of(exchange);
            incoming = new Incoming(slot, slot.exchange, admission.bodyLimitBytes(head.route()));
            if (HttpUtil.is100ContinueExpected(request)) {
                slot.wantsContinue = true;
                answers.release();
            }
        } catch (ProblemException e) {
            passOver(slot, headers, Response.of(e.problem(), slot.requestId));
        }
    }

    /** Answers before the body is here. A long one is not waited for, nor one that the client may not send after all. */
    private void passOver(Slot slot, HttpHeaders headers, Response response) {
        long length = Admission.contentLength(headers);
        incoming = new Incoming(slot, Optional.empty(), bodyLimitBytes);
        if (length < 0 || length > bodyLimitBytes || (length > 0 && headers.contains("Expect"))) {
            slot.close = true;
            hearNoMore();
        }
        put(slot, response);
    }

    private void take(HttpContent content) {
        Incoming current = incoming;
        if (current == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            refuseAndEnd(current.slot(), problem(content.decoderResult().cause(), Refusals.NOT_HTTP));
        } else if (!current.append(content.content())) {
            refuseAndEnd(current.slot(), Admission.tooLarge(current.limitBytes()));
        } else if (content instanceof LastHttpContent) {
            complete(current);
        } else {
            current.slot().wantsContinue = false;
        }
    }

    private void complete(Incoming done) {
        incoming = null;
        answers.progress(decoder.nowNs());
        if (done.slot().close) {
            hearNoMore();
        }
        done.slot().wantsContinue = false;
        if (done.exchange().isPresent()) {
            Exchange exchange = done.exchange().get();
            exchange.body(done.body());
            exchange.dispatch();
        }
        updateReading();
    }

    private void refuseSlowRequest() {
        if (incoming != null) {
            refuseAndEnd(incoming.slot(), Refusals.REQUEST_TIMEOUT);
            return;
        }
        Slot slot = new Slot(Slot.newRequestId(), false, System.nanoTime());
        answers.add(slot);
        refuseAndEnd(slot, Refusals.REQUEST_TIMEOUT);
    }

    /** Refuses the youngest request, whose end is not known, and with it all that follows. */
    private void refuseAndEnd(Slot slot, Problem problem) {
        hearNoMore();
        answers.endWith(slot);
        put(slot, Response.of(problem, slot.requestId));
    }

    private void hearNoMore() {
        deaf = true;
        decoder.discard();
    }

    private void put(Slot slot, Response response) {
        answers.put(slot, response);
        answers.stream().ifPresent(stream -> {
            hearNoMore();
            if (draining) {
                // Nobody looks for streams any more.
                stream.end();
            }
        });
        updateReading();
    }

    private void updateReading() {
        int inProgress = answers.count() - (incoming == null ? 0 : 1);
        boolean read = deaf || (pauses == 0 && channel.isWritable() && inProgress < maxInProgress);
        if (read != channel.config().isAutoRead()) {
            if (read) {
                decoder.restartTime(System.nanoTime());
            }
            channel.config().setAutoRead(read);
        }
    }

    /** The last answer is on its way: waits for the client to end its side, but not for long. */
    private void linger() {
        hearNoMore();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (channel.isActive()) {
                endOutput();
                channel.config().setAutoRead(true);
                channel.eventLoop()
                        .schedule(this::close, LINGER_MS, TimeUnit.MILLISECONDS)
                        .addListener(FailureLog.LOGGED);
            }
        });
    }

    /** With TLS the client must hear that nothing was cut off, too. */
    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        ChannelFuture said = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
        said.addListener(done -> ((DuplexChannel) channel).shutdownOutput().addListener(FailureLog.LOGGED));
    }

    private void close() {
        channel.close().addListener(FailureLog.LOGGED);
    }

    private static Problem problem(Throwable cause, Problem otherwise) {
        if (cause instanceof TooLongHttpLineException) {
            return Refusals.URI_TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Refusals.HEADERS_TOO_LARGE;
        }
        return otherwise;
    }
}
