package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.gateway.binary.protocol.EndReason;
import io.rushline.gateway.binary.protocol.Fault;
import io.rushline.gateway.listen.OpenConnection;
import io.rushline.pipeline.Producer;
import io.rushline.pipeline.ReplyTo;
import java.io.IOException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: its frames become commands in the ring, and their replies frames.
 *
 * <p>Reading stops while a command waits for room in the ring, and while the client leaves too much unread.
 *
 * <p>Threading: the event loop, but for {@link #onReply} and {@link #drain}. Allocation: none per command in steady state.
 */
final class BinaryConnection extends ChannelInboundHandlerAdapter
        implements FrameReader.Taker, ReplyTo, OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BinaryConnection.class);

    private final long id;
    private final Channel channel;
    private final Lane lane;
    private final Session session;
    private final FrameReader reader;
    private final Producer producer;
    private final Outgoing out;
    private final SessionMessages messages;
    private final ReplyFrames replyFrames;
    private final Admission admission;
    private final Logon logon;
    private final Deadlines deadlines;
    private final Subscriber subscriber;
    private final CommandIntake commands;
    private long frameNumber;
    private int unanswered;
    private boolean isWaiting;
    private boolean isBeingAnswered;
    private boolean isDraining;

    /** Whether nothing is said any more, and nothing that still arrives is of interest. */
    private boolean isOver;

    BinaryConnection(long id, Channel channel, Lane lane, Session session, boolean isOneTooMany) {
        this.id = id;
        this.channel = channel;
        this.lane = lane;
        this.session = session;
        reader = new FrameReader(channel.alloc(), BinaryOptions.LOGON_FRAME_BYTES, this);
        producer = session.pipeline().producer();
        out = new Outgoing(channel);
        messages = new SessionMessages(out);
        replyFrames = new ReplyFrames(out, session.ids());
        deadlines = new Deadlines(session.options(), lane.time());
        admission = new Admission(messages);
        logon = new Logon(session, messages, reader, deadlines, admission, channel.remoteAddress(), isOneTooMany);
        subscriber = new Subscriber(this, session, out, admission);
        commands = new CommandIntake(session, lane, producer, logon, admission, messages, this);
    }

    long id() {
        return id;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    Lane lane() {
        return lane;
    }

    /** Whether the client keeps up with what it is sent. */
    boolean isWritable() {
        return !isOver && hasRoomToSay();
    }

    /** Whether there is room for more to say: what is not flushed yet counts as well, which the channel does not see. */
    private boolean hasRoomToSay() {
        return channel.isWritable() && out.pendingBytes() < session.options().maxUnsentBytes();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        if (isOver || isDraining) {
            data.release();
            return;
        }
        deadlines.heard();
        reader.add(data);
        if (isWaiting || (lane.isCongested() && logon.isDone())) {
            waitForTurn();
        } else if (!read(Integer.MAX_VALUE)) {
            waitForTurn();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        deadlines.writable(channel.isWritable());
        updateReading();
        if (isWritable()) {
            subscriber.catchUp();
            flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        isOver = true;
        lane.remove(this);
        logon.settle();
        subscriber.endAll();
        reader.discard();
        out.discard();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection lost: {}", cause.toString());
            close();
        } else {
            breakOff(cause);
        }
    }

    @Override
    public boolean onFrame(UnsafeBuffer buffer, int offset, int length) {
        if (!hasRoomToSay()) {
            return false;
        }
        int schemaId = buffer.getShort(offset + 2 * Short.BYTES, LITTLE_ENDIAN) & 0xFFFF;
        if (schemaId == AcceptedDecoder.SCHEMA_ID && logon.isDone()) {
            return onCommand(buffer, offset, length);
        }
        // What takes its time and offers nothing must not hold up what was offered.
        producer.flush();
        frameNumber++;
        if (schemaId != SessionFrames.SCHEMA_ID && logon.isDone()) {
            fail(Fault.UNKNOWN_SCHEMA, "neither the schema of commands nor that of the session");
            return true;
        }
        SessionFrames frames = new SessionFrames(logon, subscriber);
        if (!frames.take(buffer, offset, length)) {
            fail(frames.fault(), frames.text());
        } else if (logon.isRefused()) {
            end();
        }
        return true;
    }

    @Override
    public void onBadLength(int length) {
        frameNumber++;
        fail(Fault.BAD_LENGTH, "no frame may be as long, or as short");
    }

    @Override
    public void onReply(long correlation, DirectBuffer reply, int offset, int length) {
        if (!lane.put(id, correlation, reply, offset, length)) {
            LOG.error(
                    "no room for a reply of {} bytes: the connection ends, and a repetition will be answered", length);
            channel.close().addListener(Ignored.RESULT);
        }
    }

    private boolean onCommand(UnsafeBuffer frame, int offset, int length) {
        CommandIntake.Taken taken = commands.take(frame, offset, length);
        if (taken == CommandIntake.Taken.NO_ROOM) {
            return false;
        }
        frameNumber++;
        if (taken == CommandIntake.Taken.OFFERED) {
            unanswered++;
        } else if (taken == CommandIntake.Taken.UNDECODABLE) {
            fail(lane.check().fault(), lane.check().text());
        }
        return true;
    }

    /** Reads what has arrived; its commands are seen by the engine together. */
    private boolean read(int maxFrames) {
        try {
            return reader.read(maxFrames);
        } finally {
            producer.flush();
        }
    }

    /** Whether this is the first reply of a round. */
    boolean startOfReplies() {
        boolean isFirst = !isBeingAnswered;
        isBeingAnswered = true;
        return isFirst;
    }

    void deliver(DirectBuffer reply, int offset, int length) {
        unanswered--;
        if (!isOver) {
            UnsafeBuffer frame = replyFrames.put(reply, offset, length, logon.scope());
            admission.onAnswered(ReplyFrames.code(frame));
        }
    }

    void endOfReplies() {
        isBeingAnswered = false;
        flush();
        endWhenDrained();
    }

    /** Goes on with what has arrived; false when there is still no room in the ring. */
    boolean takeTurn(int maxFrames) {
        if (!hasRoomToSay()) {
            return true;
        }
        long before = frameNumber;
        read(maxFrames);
        flush();
        return frameNumber > before || !reader.hasMore();
    }

    /** A turn is over: reading goes on, or the next turn is waited for. */
    void endOfTurn() {
        isWaiting = false;
        updateReading();
    }

    private void waitForTurn() {
        if (!isWaiting && !isOver) {
            isWaiting = true;
            channel.config().setAutoRead(false);
            lane.await(this);
        }
    }

    private void updateReading() {
        if (isOver || isDraining || isWaiting) {
            return;
        }
        if (channel.isWritable() && reader.hasMore()) {
            waitForTurn();
        } else {
            channel.config().setAutoRead(channel.isWritable());
        }
    }

    void flush() {
        if (out.hasMore()) {
            deadlines.said();
            out.flush();
        }
    }

    void tick() {
        if (isOver) {
            return;
        }
        if (!isDraining && logon.isRevoked()) {
            stopTaking(EndReason.KEY_REVOKED);
            return;
        }
        switch (deadlines.due(logon.isDone(), isWaiting)) {
            case NOTHING -> {}
            case HEARTBEAT -> messages.heartbeat(session.clock().time());
            case LOGON_TIMEOUT -> sayGoodbye(EndReason.LOGON_TIMEOUT);
            case SILENT_CLIENT -> sayGoodbye(EndReason.IDLE);
            case DEAF_CLIENT -> channel.close().addListener(Ignored.RESULT);
        }
        flush();
    }

    /** Takes no more, answers what is in the ring, and ends. Any thread may call. */
    @Override
    public void drain() {
        channel.eventLoop().execute(() -> stopTaking(EndReason.SHUTDOWN));
    }

    private void stopTaking(EndReason reason) {
        if (!isOver && !isDraining) {
            isDraining = true;
            channel.config().setAutoRead(false);
            reader.discard();
            messages.goodbye(reason);
            flush();
            endWhenDrained();
        }
    }

    private void endWhenDrained() {
        if (isDraining && unanswered == 0) {
            end();
        }
    }

    private void sayGoodbye(EndReason reason) {
        messages.goodbye(reason);
        end();
    }

    private void fail(Fault fault, String text) {
        LOG.debug("frame {} of a connection: {}, {}", frameNumber, fault, text);
        messages.protocolError(fault, frameNumber, text);
        end();
    }

    /** Sends what there is to say; nothing more is heard or said. */
    private void end() {
        if (isOver) {
            return;
        }
        flush();
        isOver = true;
        reader.discard();
        subscriber.endAll();
        Farewell.take(channel);
    }

    /** Ends at once after an error of ours. */
    void breakOff(Throwable cause) {
        LOG.error("connection closed after an error of ours", cause);
        close();
    }

    private void close() {
        channel.close().addListener(Ignored.RESULT);
    }
}
