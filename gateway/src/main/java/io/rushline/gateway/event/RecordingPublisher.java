package io.rushline.gateway.event;

import io.rushline.pipeline.ReplyPublisher;
import io.rushline.pipeline.ReplyTo;
import org.agrona.DirectBuffer;

/** Records each event beside handing it on. */
public final class RecordingPublisher implements ReplyPublisher {
    private final ReplyPublisher next;
    private final EventRecorder recorder;

    public RecordingPublisher(ReplyPublisher next, EventRecorder recorder) {
        this.next = next;
        this.recorder = recorder;
    }

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        next.onEvent(event, offset, length);
        recorder.onEvent(event, offset, length);
    }

    @Override
    public void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length) {
        next.onReply(sender, correlation, reply, offset, length);
    }

    @Override
    public void onBatchEnd() {
        next.onBatchEnd();
    }
}
