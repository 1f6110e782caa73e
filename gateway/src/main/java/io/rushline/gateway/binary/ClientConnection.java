package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.gateway.binary.BinaryClientException.Reason;
import io.rushline.gateway.binary.protocol.CommandRefusedDecoder;
import io.rushline.gateway.binary.protocol.HeartbeatEncoder;
import io.rushline.gateway.binary.protocol.LogonAcceptedDecoder;
import io.rushline.gateway.binary.protocol.LogonEncoder;
import io.rushline.gateway.binary.protocol.LogonRefusal;
import io.rushline.gateway.binary.protocol.LogonRefusedDecoder;
import io.rushline.gateway.binary.protocol.MessageHeaderDecoder;
import io.rushline.gateway.binary.protocol.MessageHeaderEncoder;
import io.rushline.gateway.binary.protocol.ProtocolErrorDecoder;
import io.rushline.gateway.binary.protocol.ResyncDecoder;
import io.rushline.gateway.binary.protocol.SubscriptionRefusedDecoder;
import io.rushline.gateway.binary.protocol.UnsubscribeEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client.
 *
 * <p>Threading: the client's event loop.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements FrameReader.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final int MAX_FRAME_BYTES = 8 * 1024 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int ROOM_BYTES = 512;
    private static final int AT = Outgoing.MESSAGE_OFFSET;

    private final BinaryClient client;
    private final ClientOptions options;
    private final Channel channel;
    private final FrameReader reader;
    private final Outgoing out;
    private boolean isLoggedOn;
    private long heardNs = System.nanoTime();

    private ClientConnection(BinaryClient client, ClientOptions options, Channel channel) {
        this.client = client;
        this.options = options;
        this.channel = channel;
        reader = new FrameReader(channel.alloc(), MAX_FRAME_BYTES, this);
        out = new Outgoing(channel);
    }

    /** Starts to connect; the client hears of the logon or of the loss. */
    static ClientConnection open(BinaryClient client, ClientOptions options, EventLoopGroup eventLoops) {
        Channel channel = isEpoll(eventLoops) ? new EpollSocketChannel() : new NioSocketChannel();
        ClientConnection connection = new ClientConnection(client, options, channel);
        new Bootstrap()
                .group(eventLoops)
                .channelFactory(() -> channel)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel initialized) {
                        initialized.pipeline().addLast(connection);
                    }
                })
                .connect(options.host(), options.port())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        LOG.debug("no connection: {}", connected.cause().toString());
                    }
                });
        channel.closeFuture().addListener(closed -> client.onLoss());
        return connection;
    }

    private static boolean isEpoll(EventLoopGroup eventLoops) {
        return eventLoops instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
    }

    boolean isLoggedOn() {
        return isLoggedOn;
    }

    void send(BinaryCommand command) {
        byte[] message = command.message();
        out.begin(message.length).putBytes(AT, message);
        out.end(message.length);
    }

    void subscribe(ClientSubscription subscription) {
        subscription.encode(out);
    }

    void unsubscribe(long subscriptionId) {
        UnsubscribeEncoder message = new UnsubscribeEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, new MessageHeaderEncoder())
                .subscriptionId(subscriptionId);
        out.end(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
        flush();
    }

    void flush() {
        out.flush();
    }

    void close() {
        channel.close().addListener(Ignored.RESULT);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        LogonEncoder message = new LogonEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, new MessageHeaderEncoder())
                .heartbeatMs((int) options.heartbeat().toMillis())
                .apiKey(options.apiKey());
        out.end(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
        flush();
        long periodMs = options.heartbeat().toMillis();
        var ticks =
                ctx.channel().eventLoop().scheduleAtFixedRate(this::tick, periodMs, periodMs, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> ticks.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        heardNs = System.nanoTime();
        reader.add((ByteBuf) message);
        reader.read(Integer.MAX_VALUE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        isLoggedOn = false;
        reader.discard();
        out.discard();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("connection lost: {}", cause.toString());
        close();
    }

    @Override
    public void onBadLength(int length) {
        client.end(new BinaryClientException(Reason.PROTOCOL_ERROR, "the server sent a frame of " + length + " bytes"));
    }

    @Override
    public boolean onFrame(UnsafeBuffer frame, int offset, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(frame, offset);
        if (header.schemaId() == AcceptedDecoder.SCHEMA_ID) {
            BinaryAnswer.decode(frame, offset, length).ifPresent(client::onAnswer);
            return true;
        }
        switch (header.templateId()) {
            case LogonAcceptedDecoder.TEMPLATE_ID -> {
                isLoggedOn = true;
                client.onLogon(this);
            }
            case LogonRefusedDecoder.TEMPLATE_ID -> onLogonRefused(frame, offset, header);
            case ProtocolErrorDecoder.TEMPLATE_ID -> {
                ProtocolErrorDecoder error = new ProtocolErrorDecoder().wrapAndApplyHeader(frame, offset, header);
                client.end(new BinaryClientException(
                        Reason.PROTOCOL_ERROR, error.fault() + " in frame " + error.frameNumber()));
            }
            case CommandRefusedDecoder.TEMPLATE_ID -> {
                CommandRefusedDecoder refused = new CommandRefusedDecoder().wrapAndApplyHeader(frame, offset, header);
                client.onRefusal(
                        new CommandId(
                                refused.requestId().high(), refused.requestId().low()),
                        BinaryClientException.refusal(refused.reason(), refused.retryAfterMs()));
            }
            default -> onState(frame, offset, length, header);
        }
        return true;
    }

    private void onLogonRefused(UnsafeBuffer frame, int offset, MessageHeaderDecoder header) {
        LogonRefusedDecoder refused = new LogonRefusedDecoder().wrapAndApplyHeader(frame, offset, header);
        // A wrong key is one tomorrow too; all else is a matter of time.
        if (refused.reason() == LogonRefusal.UNKNOWN_KEY) {
            client.end(new BinaryClientException(Reason.LOGON_REFUSED, "logon refused: " + refused.reason()));
        }
        client.onLogonRefused(refused.retryAfterMs());
        close();
    }

    /** All messages about a subscription begin with its id. */
    private void onState(UnsafeBuffer frame, int offset, int length, MessageHeaderDecoder header) {
        boolean isState = header.templateId() >= SubscriptionRefusedDecoder.TEMPLATE_ID
                && header.blockLength() >= ResyncDecoder.BLOCK_LENGTH
                && length >= MessageHeaderDecoder.ENCODED_LENGTH + ResyncDecoder.BLOCK_LENGTH;
        if (!isState) {
            return;
        }
        long subscriptionId = frame.getLong(offset + MessageHeaderDecoder.ENCODED_LENGTH, LITTLE_ENDIAN);
        ClientSubscription subscription = client.subscription(subscriptionId);
        if (subscription != null && !subscription.take(frame, offset, header)) {
            client.forget(subscriptionId);
        }
    }

    private void tick() {
        if (System.nanoTime() - heardNs > options.idleTimeout().toNanos()) {
            close();
        } else if (isLoggedOn) {
            HeartbeatEncoder message = new HeartbeatEncoder()
                    .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, new MessageHeaderEncoder())
                    .timestampMs(System.currentTimeMillis());
            out.end(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
            flush();
        }
    }
}
