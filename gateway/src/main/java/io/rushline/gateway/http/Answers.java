package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Lets the answers of one connection leave in the order of their requests, whichever is ready first.
 *
 * <p>Threading: the connection's event loop only.
 */
final class Answers implements EventSink {
    private final Deque<Slot> slots = new ArrayDeque<>();
    private final Channel channel;
    private final RequestDecoder decoder;
    private final Runnable onClosing;
    private final ChannelFutureListener written;
    private final RequestObserver observer;
    private Optional<EventStream> stream = Optional.empty();
    private boolean unflushed;
    private boolean closing;
    private long lastProgressNs = System.nanoTime();

    /** @param onClosing runs when the last answer of the connection is on its way */
    Answers(Channel channel, RequestDecoder decoder, Runnable onClosing, RequestObserver observer) {
        this.channel = channel;
        this.decoder = decoder;
        decoder.onReadComplete(this::flush);
        this.observer = observer;
        this.onClosing = onClosing;
        this.written = future -> {
            lastProgressNs = System.nanoTime();
            if (!future.isSuccess()) {
                channel.close().addListener(FailureLog.LOGGED);
            }
        };
    }

    void add(Slot slot) {
        slots.add(slot);
    }

    void put(Slot slot, Response answer) {
        if (slot.answer != null || closing) {
            return;
        }
        slot.answer = answer;
        slot.exchange.ifPresent(exchange -> exchange.callbacks().answered());
        release();
    }

    /** Writes what may leave now. */
    void release() {
        for (Slot slot = slots.peek(); slot != null && !closing && stream.isEmpty(); slot = slots.peek()) {
            Response answer = slot.answer;
            if (answer == null) {
                sendContinue(slot);
                return;
            }
            slots.remove();
            slot.written = true;
            slot.close |= answer.stream().isPresent();
            Response whole = slot.visit.isPresent() ? slot.visit.get().complete(answer) : answer;
            channel.write(ResponseEncoder.encode(channel.alloc(), slot, whole)).addListener(written);
            planFlush();
            if (slot.visit.isPresent()) {
                observer.onAnswered(AnsweredRequest.of(slot.visit.get(), slot, answer));
            }
            if (answer.stream().isPresent() && !slot.headOnly) {
                begin(answer.stream().get());
                return;
            }
            if (slot.close) {
                close();
            }
        }
    }

    /** The stream that has this connection to itself from now on. */
    Optional<EventStream> stream() {
        return stream;
    }

    @Override
    public void write(ByteBuf part, Runnable onWritten) {
        channel.write(part).addListener(written).addListener(ignored -> onWritten.run());
        planFlush();
    }

    /**
     * Requests behind it are not answered: the head has said that the connection ends with this one. What they wait for
     * ends now, as nobody is there to hear of it.
     */
    private void begin(EventStream next) {
        stream = Optional.of(next);
        List<Slot> behind = waiting();
        slots.clear();
        behind.forEach(
                slot -> slot.exchange.ifPresent(exchange -> exchange.callbacks().closed()));
        next.open();
    }

    /** Makes this slot, which must be the youngest, the connection's last. */
    void endWith(Slot slot) {
        slot.close = true;
        if (slot.written) {
            close();
        }
    }

    /** Ends the connection behind what is written. */
    @Override
    public void close() {
        if (!closing) {
            closing = true;
            onClosing.run();
        }
    }

    /** The slots that are not on the wire yet, oldest first. */
    List<Slot> waiting() {
        return List.copyOf(slots);
    }

    int count() {
        return slots.size();
    }

    boolean isClosing() {
        return closing;
    }

    /** When something last moved; also said from outside when a request has arrived. */
    long lastProgressNs() {
        return lastProgressNs;
    }

    void progress(long nowNs) {
        // What came with a read may be handled after something else has moved.
        if (nowNs - lastProgressNs > 0) {
            lastProgressNs = nowNs;
        }
    }

    private void sendContinue(Slot slot) {
        if (slot.wantsContinue) {
            slot.wantsContinue = false;
            channel.write(Unpooled.wrappedBuffer(ResponseEncoder.CONTINUE)).addListener(written);
            planFlush();
        }
    }

    /** Answers that become ready while requests are decoded, or in the same turn of the event loop, share one system call. */
    private void planFlush() {
        if (!unflushed) {
            unflushed = true;
            if (!decoder.isReading()) {
                channel.eventLoop().execute(this::flush);
            }
        }
    }

    private void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }
}
