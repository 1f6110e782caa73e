package io.rushline.loadtest.bench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.gateway.binary.protocol.HeartbeatEncoder;
import io.rushline.gateway.binary.protocol.LogonAcceptedDecoder;
import io.rushline.gateway.binary.protocol.LogonEncoder;
import io.rushline.gateway.binary.protocol.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a load: logs on, then sends whatever its owner wants.
 *
 * <p>Threading: its event loop.
 */
final class WireConnection extends ChannelInboundHandlerAdapter {
    private static final int PREFIX_BYTES = 4;
    private static final int MAX_COMMAND_BYTES = 256;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final WireOwner owner;
    private final String apiKey;
    private final UnsafeBuffer incoming = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer outgoing = new UnsafeBuffer(0, 0);
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf received;
    private @Nullable ByteBuf ready;

    WireConnection(WireOwner owner, String apiKey) {
        this.owner = owner;
        this.apiKey = apiKey;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        received = ctx.alloc().directBuffer(4 * BUFFER_BYTES);
        UnsafeBuffer frame = begin(ctx);
        LogonEncoder message = new LogonEncoder()
                .wrapAndApplyHeader(frame, PREFIX_BYTES, new MessageHeaderEncoder())
                .heartbeatMs(0)
                .apiKey(apiKey);
        end(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
        flush();
    }

    /** Encodes a command; {@link #flush} sends it. */
    void send(WireCommand command, long intendedNs) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            UnsafeBuffer frame = begin(ctx);
            end(command.encode(frame, PREFIX_BYTES, intendedNs));
        }
    }

    void heartbeat() {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            HeartbeatEncoder message =
                    new HeartbeatEncoder().wrapAndApplyHeader(begin(ctx), PREFIX_BYTES, new MessageHeaderEncoder());
            end(MessageHeaderEncoder.ENCODED_LENGTH + message.timestampMs(0).encodedLength());
            flush();
        }
    }

    void flush() {
        ChannelHandlerContext ctx = context;
        ByteBuf full = ready;
        if (full != null && ctx != null) {
            ready = null;
            // A void promise tells the pipeline of a failure.
            ChannelFuture unused = ctx.write(full, ctx.voidPromise());
            ctx.flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        ByteBuf all = received;
        if (all == null) {
            data.release();
            return;
        }
        all.writeBytes(data);
        data.release();
        incoming.wrap(all.memoryAddress(), all.capacity());
        while (all.readableBytes() >= PREFIX_BYTES) {
            int length = all.getIntLE(all.readerIndex());
            if (all.readableBytes() < PREFIX_BYTES + length) {
                break;
            }
            take(all.readerIndex() + PREFIX_BYTES, length);
            all.skipBytes(PREFIX_BYTES + length);
        }
        all.discardReadBytes();
        flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        owner.lost();
        if (received != null) {
            received.release();
            received = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        owner.fail(cause);
    }

    private void take(int offset, int length) {
        int schemaId = incoming.getShort(offset + 4, LITTLE_ENDIAN) & 0xFFFF;
        int templateId = incoming.getShort(offset + 2, LITTLE_ENDIAN) & 0xFFFF;
        if (schemaId == HoldSeatsEncoder.SCHEMA_ID) {
            owner.replied(this, incoming, offset, length);
        } else if (templateId == LogonAcceptedDecoder.TEMPLATE_ID) {
            owner.loggedOn();
        } else if (templateId != HeartbeatEncoder.TEMPLATE_ID) {
            owner.fail(new IllegalStateException("the server says template " + templateId + " of its session"));
        }
    }

    private UnsafeBuffer begin(ChannelHandlerContext ctx) {
        ByteBuf target = ready;
        if (target == null) {
            target = ctx.alloc().directBuffer(BUFFER_BYTES);
            ready = target;
        }
        target.ensureWritable(MAX_COMMAND_BYTES);
        outgoing.wrap(target.memoryAddress() + target.writerIndex(), MAX_COMMAND_BYTES);
        return outgoing;
    }

    private void end(int length) {
        outgoing.putInt(0, length, LITTLE_ENDIAN);
        ByteBuf target = ready;
        if (target != null) {
            target.writerIndex(target.writerIndex() + PREFIX_BYTES + length);
        }
    }
}
