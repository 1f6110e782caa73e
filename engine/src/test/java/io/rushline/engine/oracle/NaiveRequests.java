package io.rushline.engine.oracle;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The replies that are remembered, the oldest first: C6, R1 and R2. */
final class NaiveRequests {
    /** Of each command that is answered the request id is the first field. */
    static final int ID_BYTES = 16;

    private static final int FORGOTTEN_AT_ONCE = 4;
    /** The five first fields are the same in all replies. */
    private static final int REPLAYED_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH + RefusedEncoder.replayedEncodingOffset();

    final Map<Id, Remembered> remembered = new LinkedHashMap<>();
    private final NaiveState state;
    private final NaiveReplies replies;

    /** What a client calls its request. */
    record Id(long high, long low) {
        static final Id NONE = new Id(0, 0);
    }

    /** A reply, and the request to which it belongs. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Remembered(long fingerprint, long timestampMs, byte[] reply) {}

    NaiveRequests(NaiveState state, NaiveReplies replies) {
        this.state = state;
        this.replies = replies;
    }

    /** The reply to a request: an earlier one, or what its ladder says. */
    byte[] answer(Id id, long fingerprint, Supplier<NaiveReply> ladder) {
        replies.answer(id);
        if (id.equals(Id.NONE)) {
            return ladder.get().bytes();
        }
        forget();
        Remembered former = remembered.get(id);
        if (former != null) {
            if (former.fingerprint() != fingerprint) {
                return replies.refused(Code.IDEMPOTENCY_KEY_REUSED).bytes();
            }
            byte[] again = former.reply().clone();
            again[REPLAYED_OFFSET] = (byte) Flag.YES.value();
            return again;
        }
        if (remembered.size() >= state.limits.maxRequests()) {
            return replies.refused(Code.CAPACITY).bytes();
        }
        NaiveReply reply = ladder.get();
        if (reply.code() != Code.CAPACITY) {
            remembered.put(id, new Remembered(fingerprint, state.nowMs, reply.bytes()));
        }
        return reply.bytes();
    }

    /** R2. */
    private void forget() {
        for (int i = 0; i < FORGOTTEN_AT_ONCE && remembered.size() > state.limits.keptRequests(); i++) {
            Optional<Map.Entry<Id, Remembered>> oldest =
                    remembered.entrySet().stream().findFirst();
            boolean isOld = oldest.isPresent()
                    && oldest.get().getValue().timestampMs() + state.limits.requestRetentionMs() <= state.nowMs;
            if (!isOld) {
                return;
            }
            remembered.remove(oldest.get().getKey());
        }
    }
}
