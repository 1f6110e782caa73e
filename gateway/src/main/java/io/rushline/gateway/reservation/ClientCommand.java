package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RequestIdEncoder;
import io.rushline.gateway.http.RequestId;
import java.util.function.ToIntFunction;
import org.agrona.MutableDirectBuffer;

/** What all commands of clients have in common: a header, and behind it the request id. */
public final class ClientCommand {
    private ClientCommand() {}

    /**
     * An encoder of a whole command, which writes it at offset 0 and returns its length.
     *
     * @param message writes the message at offset 0 with its header but without its request id, and returns the length
     *     without the header, as generated encoders tell it
     */
    public static ToIntFunction<MutableDirectBuffer> of(
            RequestId requestId, ToIntFunction<MutableDirectBuffer> message) {
        return buffer -> {
            int length = message.applyAsInt(buffer);
            // The schema has the request id in front of all other fields of each command that a client sends.
            new RequestIdEncoder()
                    .wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH)
                    .high(requestId.high())
                    .low(requestId.low());
            return MessageHeaderEncoder.ENCODED_LENGTH + length;
        };
    }
}
