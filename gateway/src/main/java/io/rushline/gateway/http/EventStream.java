package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer that goes on: server-sent events, until one side ends the connection.
 *
 * <p>A client that reads more slowly than events come is cut off: when more than 256 KiB wait for it, it gets the event
 * {@code resync} instead of those that follow, and the connection ends. It asks again and begins with the present
 * state. Every 15 seconds a comment is sent when nothing else waits, so that both sides notice when the other is gone;
 * when the client's key was revoked meanwhile the stream ends instead.
 *
 * <p>Threading: any thread sends, in the order in which it calls; callbacks run on the event loop.
 *
 * <p>Allocation: the bytes of an event are not copied, so that many streams may share them.
 *
 * <p>Source: the HTML standard, section 9.2.
 */
public final class EventStream {
    static final String CONTENT_TYPE = "text/event-stream";

    private static final int MAX_BACKLOG_BYTES = 256 * 1024;
    private static final int LITTLE_BACKLOG_BYTES = MAX_BACKLOG_BYTES / 4;
    private static final int MAX_BACKLOG_TASKS = 256;
    private static final long HEARTBEAT_MS = 15_000;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESYNC = "event: resync\ndata: {}\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final EventSink sink;
    private final AtomicInteger tasks = new AtomicInteger();
    private final Consumer<EventStream> onOpen;
    private final BooleanSupplier isKeyValid;
    private Runnable onClose = () -> {};
    private volatile int backlogBytes;
    private boolean isOpen;
    private boolean isEnded;
    private @Nullable Future<?> heartbeats;

    /** @param isKeyValid whether the client may still listen */
    EventStream(Channel channel, EventSink sink, Consumer<EventStream> onOpen, BooleanSupplier isKeyValid) {
        this.channel = channel;
        this.sink = sink;
        this.onOpen = onOpen;
        this.isKeyValid = isKeyValid;
    }

    /**
     * An event as it is sent.
     *
     * @param name a word
     * @param id what a client that comes back may say that it had
     * @param data one line of JSON
     */
    public static byte[] event(String name, long id, byte[] data) {
        byte[] head = ("event: " + name + "\nid: " + id + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length + data.length + 2);
        bytes.writeBytes(head);
        bytes.writeBytes(data);
        bytes.write('\n');
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Sends an event that {@link #event} made, and that nobody changes any more. */
    public void send(byte[] event) {
        if (tasks.incrementAndGet() > MAX_BACKLOG_TASKS) {
            // The event loop itself is behind; the client will hear of it from the one that is refused here.
            execute(this::cutOff);
            return;
        }
        execute(() -> {
            tasks.decrementAndGet();
            write(event);
        });
    }

    /**
     * Whether little of what was sent still waits for the client. Who asks before sending more is never cut off, and the
     * client decides how fast it goes.
     */
    public boolean isCaughtUp() {
        return tasks.get() == 0 && backlogBytes <= LITTLE_BACKLOG_BYTES;
    }

    /** Ends the stream behind what was sent. */
    public void end() {
        execute(this::endNow);
    }

    /** Runs something in the order of what is sent. */
    public void run(Runnable task) {
        execute(task);
    }

    /** Runs once when the stream has ended, whoever ended it; at once when it has already. A second call replaces the first. */
    public void onClose(Runnable callback) {
        execute(() -> {
            if (isEnded) {
                callback.run();
            } else {
                onClose = callback;
            }
        });
    }

    /** The head is on its way. */
    void open() {
        isOpen = true;
        heartbeats = channel.eventLoop()
                .scheduleWithFixedDelay(this::beat, HEARTBEAT_MS, HEARTBEAT_MS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> closed());
        onOpen.accept(this);
    }

    private void beat() {
        if (!isKeyValid.getAsBoolean()) {
            endNow();
        } else if (backlogBytes == 0) {
            // What waits for the client does as well, and must not be the reason for cutting it off.
            write(HEARTBEAT);
        }
    }

    private void write(byte[] bytes) {
        if (!isOpen || isEnded) {
            return;
        }
        if (backlogBytes > MAX_BACKLOG_BYTES) {
            cutOff();
            return;
        }
        put(bytes);
    }

    private void cutOff() {
        if (isOpen && !isEnded) {
            put(RESYNC);
            endNow();
        }
    }

    private void put(byte[] bytes) {
        addToBacklog(bytes.length);
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        sink.write(buffer, () -> addToBacklog(-bytes.length));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the event loop writes it
    private void addToBacklog(int bytes) {
        backlogBytes += bytes;
    }

    private void endNow() {
        if (!isEnded) {
            closed();
            sink.close();
        }
    }

    private void closed() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        if (heartbeats != null) {
            heartbeats.cancel(false);
        }
        Runnable callback = onClose;
        onClose = () -> {};
        callback.run();
    }

    private void execute(Runnable task) {
        try {
            // Even on the event loop, so that no callback runs within a call of its owner.
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The server is closed, and with it every stream.
            tasks.set(0);
        }
    }
}
