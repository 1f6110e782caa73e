package io.rushline.loadtest.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive connection, on which one customer after the other is served: holds, books, and makes room for the next. It
 * writes requests as bytes and reads of an answer its status, its length and the hold's id.
 *
 * <p>Threading: its event loop, but for what says otherwise.
 */
final class HttpCustomers extends ChannelInboundHandlerAdapter {
    private static final int BUFFER_BYTES = 4 * 1024;
    private static final int STATUS_AT = 9;
    private static final int STATUS_END = 12;
    private static final int CONFLICT = 409;
    private static final int SEATS_OF_SECTION = 500;
    private static final String LENGTH = "content-length:";
    private static final String HOLD_ID = "\"holdId\":\"";
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final String head;
    private final String keyScope;
    private final Runnable whenServed;
    private long keys;
    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf received;
    private @Nullable SeatSale sale;
    private @Nullable Wish wish;
    private String showId = "";
    private boolean isBooking;

    /**
     * A connection that waits for its first sale.
     *
     * @param keyScope sets its idempotency keys apart from those of others
     * @param whenServed is told when nobody else wants a seat of a sale
     */
    HttpCustomers(String host, String keyScope, Runnable whenServed) {
        this.keyScope = keyScope;
        this.whenServed = whenServed;
        head = " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + WireServer.WEB_KEY
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: ";
    }

    /** Any thread may ask. */
    boolean isConnected() {
        return context != null;
    }

    /** Serves customers until all seats are given away. */
    void serve(SeatSale newSale, String show) {
        sale = newSale;
        showId = show;
        hold(newSale.next());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        received = ctx.alloc().directBuffer(BUFFER_BYTES);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf data = (ByteBuf) message;
        ByteBuf all = received;
        if (all != null) {
            all.writeBytes(data);
            takeWhole(all);
        }
        data.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        context = null;
        fail(ended());
        if (received != null) {
            received.release();
            received = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
    }

    /** Takes the answer when it is all there. */
    private void takeWhole(ByteBuf all) {
        String text = all.toString(StandardCharsets.US_ASCII);
        int headEnd = text.indexOf(new String(END_OF_HEAD, StandardCharsets.US_ASCII));
        if (headEnd < 0) {
            return;
        }
        int lengthAt = AsciiString.indexOfIgnoreCaseAscii(text, LENGTH, 0);
        int length = lengthAt < 0 || lengthAt > headEnd
                ? 0
                : Integer.parseInt(text.substring(lengthAt + LENGTH.length(), text.indexOf('\r', lengthAt))
                        .strip());
        int end = headEnd + END_OF_HEAD.length + length;
        if (text.length() >= end) {
            all.clear();
            take(Integer.parseInt(text.substring(STATUS_AT, STATUS_END)), text);
        }
    }

    private void take(int status, String answer) {
        SeatSale current = sale;
        Wish served = wish;
        if (current == null || served == null) {
            return;
        }
        boolean isRefused = status == CONFLICT;
        if (status >= 300 && (!isRefused || isBooking)) {
            fail(new IllegalStateException("no useful answer: " + answer));
            whenServed.run();
        } else if (isRefused) {
            hold(current.refused(served));
        } else if (isBooking) {
            current.booked(served);
            hold(current.next());
        } else {
            current.granted(served);
            int from = answer.indexOf(HOLD_ID) + HOLD_ID.length();
            book(served, answer.substring(from, answer.indexOf('"', from)));
        }
    }

    private void hold(@Nullable Wish next) {
        wish = next;
        isBooking = false;
        if (next == null) {
            whenServed.run();
            return;
        }
        StringBuilder body = new StringBuilder("{\"customer\":\"customer")
                .append(next.customer())
                .append("\",\"seats\":[");
        for (int seat = next.firstSeat(); seat < next.endSeat(); seat++) {
            body.append(seat == next.firstSeat() ? "\"S" : ",\"S").append(1 + seat / SEATS_OF_SECTION);
            body.append("-R").append(1 + seat % SEATS_OF_SECTION / SeatSale.ROW_SEATS);
            body.append('-').append(1 + seat % SeatSale.ROW_SEATS).append('"');
        }
        post("/shows/", showId, "/holds", body.append("]}"));
    }

    private void book(Wish held, String holdId) {
        isBooking = true;
        post(
                "/holds/",
                holdId,
                "/book",
                new StringBuilder("{\"customer\":\"customer")
                        .append(held.customer())
                        .append("\",\"paymentReference\":\"paid\"}"));
    }

    private void post(String before, String id, String after, StringBuilder body) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            fail(ended());
            return;
        }
        String request = "POST /api/v1" + before + id + after + head + keyScope + ++keys + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        ByteBuf bytes = ctx.alloc().directBuffer(request.length());
        ByteBufUtil.writeAscii(bytes, request);
        // A void promise tells the pipeline of a failure.
        var unused = ctx.writeAndFlush(bytes, ctx.voidPromise());
    }

    private static IllegalStateException ended() {
        return new IllegalStateException("the server has ended a connection");
    }

    private void fail(Throwable cause) {
        SeatSale current = sale;
        if (current != null) {
            current.fail(cause);
        }
    }
}
