package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.gateway.http.RequestId;
import org.agrona.DirectBuffer;

/**
 * The fields that all replies begin with.
 *
 * @param replayed whether this repeats an earlier reply to the same request
 */
public record ReplyHead(int templateId, RequestId requestId, long sequence, long timestampMs, boolean replayed) {
    static ReplyHead decode(DirectBuffer reply) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(reply, 0);
        // The common fields stand where they stand in a refusal, so that decoder reads them all.
        RefusedDecoder common = new RefusedDecoder()
                .wrap(reply, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        return new ReplyHead(
                header.templateId(),
                new RequestId(common.requestId().high(), common.requestId().low()),
                common.sequence(),
                common.timestampMs(),
                common.replayed() == Flag.YES);
    }

    boolean isRefusal() {
        return templateId == RefusedDecoder.TEMPLATE_ID;
    }
}
