package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way to one client, put one behind the other until they are flushed together.
 *
 * <p>Threading: the event loop. Allocation: none of Java objects in steady state, as Netty's buffers are pooled.
 */
final class Outgoing {
    /** Where a message begins in what {@link #begin} lends. */
    static final int MESSAGE_OFFSET = FrameReader.PREFIX_BYTES;

    private static final int INITIAL_BYTES = 8 * 1024;

    private final Channel channel;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private @Nullable ByteBuf bytes;
    private int start;

    Outgoing(Channel channel) {
        this.channel = channel;
    }

    /**
     * Lends room for a frame, whose message goes to {@link #MESSAGE_OFFSET}; {@link #end} must follow.
     *
     * @param maxMessageBytes what the message may need
     */
    UnsafeBuffer begin(int maxMessageBytes) {
        int room = FrameReader.PREFIX_BYTES + maxMessageBytes;
        ByteBuf target = bytes;
        if (target == null) {
            target = channel.alloc().directBuffer(Math.max(INITIAL_BYTES, room));
            bytes = target;
        }
        target.ensureWritable(room);
        start = target.writerIndex();
        Memory.wrap(view, target);
        view.wrap(view, start, room);
        return view;
    }

    /** Ends the frame that was begun. */
    void end(int messageBytes) {
        view.putInt(0, messageBytes, LITTLE_ENDIAN);
        ByteBuf target = bytes;
        if (target != null) {
            target.writerIndex(start + FrameReader.PREFIX_BYTES + messageBytes);
        }
    }

    /** Whether something waits to be flushed. */
    boolean hasMore() {
        return bytes != null;
    }

    /** What waits to be flushed. */
    int pendingBytes() {
        ByteBuf ready = bytes;
        return ready == null ? 0 : ready.readableBytes();
    }

    /** Sends all that was put together. */
    void flush() {
        ByteBuf ready = bytes;
        if (ready != null) {
            bytes = null;
            // A void promise tells the pipeline of a failure.
            ChannelFuture unused = channel.write(ready, channel.voidPromise());
            channel.flush();
        }
    }

    /** Gives back what nobody will read. */
    void discard() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
