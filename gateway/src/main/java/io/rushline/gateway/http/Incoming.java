package io.rushline.gateway.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Optional;

/**
 * The request whose body is arriving. It grows with what has come, never with what was announced.
 *
 * <p>Threading: the connection's event loop only.
 */
final class Incoming {
    private static final byte[] NO_BYTES = {};

    private final Slot slot;
    private final Optional<Exchange> exchange;
    private final int limitBytes;
    private byte[] bytes = NO_BYTES;
    private int lengthBytes;

    /** @param exchange empty when the request was refused already and its body is only passed over */
    Incoming(Slot slot, Optional<Exchange> exchange, int limitBytes) {
        this.slot = slot;
        this.exchange = exchange;
        this.limitBytes = limitBytes;
    }

    Slot slot() {
        return slot;
    }

    /** Empty when the request was refused already. */
    Optional<Exchange> exchange() {
        return exchange;
    }

    int limitBytes() {
        return limitBytes;
    }

    /** False when the body is over its limit. The buffer is only lent. */
    boolean append(ByteBuf content) {
        int added = content.readableBytes();
        if (added > limitBytes - lengthBytes) {
            return false;
        }
        if (exchange.isPresent()) {
            if (bytes.length - lengthBytes < added) {
                bytes = Arrays.copyOf(bytes, newLength(added));
            }
            content.getBytes(content.readerIndex(), bytes, lengthBytes, added);
        }
        lengthBytes += added;
        return true;
    }

    byte[] body() {
        return bytes.length == lengthBytes ? bytes : Arrays.copyOf(bytes, lengthBytes);
    }

    private int newLength(int added) {
        int doubled = bytes.length > limitBytes / 2 ? limitBytes : bytes.length * 2;
        return Math.max(lengthBytes + added, doubled);
    }
}
