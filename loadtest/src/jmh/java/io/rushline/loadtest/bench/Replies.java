package io.rushline.loadtest.bench;

import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import org.agrona.DirectBuffer;

/** Looks at what an engine answered, outside of what is timed. */
final class Replies {
    private Replies() {}

    /** The code of the reply. */
    static Code code(Outbox outbox) {
        Code[] code = new Code[1];
        outbox.forEach((buffer, offset, length) -> {
            if (!Outbox.isEvent(buffer, offset)) {
                // The code stands at the same place in all replies.
                code[0] = Code.get((short) (buffer.getByte(
                                offset + MessageHeaderDecoder.ENCODED_LENGTH + RefusedDecoder.codeEncodingOffset())
                        & 0xFF));
            }
        });
        if (code[0] == null) {
            throw new IllegalStateException("no reply");
        }
        return code[0];
    }

    static void requireOk(Outbox outbox) {
        Code code = code(outbox);
        if (code != Code.OK) {
            throw new IllegalStateException("refused with " + code);
        }
    }

    /** How many events of a kind there are. */
    static int countEvents(Outbox outbox, int templateId) {
        int[] count = new int[1];
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        outbox.forEach((buffer, offset, length) -> count[0] += is(header, buffer, offset, templateId) ? 1 : 0);
        return count[0];
    }

    static int countExpired(Outbox outbox) {
        return countEvents(outbox, HoldExpiredDecoder.TEMPLATE_ID);
    }

    private static boolean is(MessageHeaderDecoder header, DirectBuffer buffer, int offset, int templateId) {
        return header.wrap(buffer, offset).templateId() == templateId;
    }
}
