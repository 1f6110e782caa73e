package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.SnapshotLoader;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.ViewsStartDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.gateway.view.Views;
import io.rushline.gateway.view.ViewsLoader;
import io.rushline.journal.snapshot.SnapshotFile;
import java.security.SecureRandom;
import org.agrona.DirectBuffer;

/** Makes an engine and its views of one snapshot; of no further use when that fails. */
final class StateLoader implements SnapshotSink {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotLoader engineLoader;
    private final ViewsLoader viewsLoader;

    StateLoader(EngineLimits limits, Views views) {
        engineLoader = new SnapshotLoader(limits.timerWheelMs(), new SecureRandom().nextLong());
        viewsLoader = new ViewsLoader(views);
    }

    /**
     * Reads a snapshot.
     *
     * @throws RuntimeException of many types when what is in it makes no sense
     */
    Engine load(SnapshotFile file) {
        file.forEachPart(this);
        viewsLoader.end();
        Engine engine = engineLoader.engine();
        if (engine.lastSequence() != file.position().sequence()) {
            throw new IllegalStateException("it is of sequence " + engine.lastSequence());
        }
        return engine;
    }

    @Override
    public void onPart(DirectBuffer buffer, int offset, int length) {
        if (header.wrap(buffer, offset).templateId() < ViewsStartDecoder.TEMPLATE_ID) {
            engineLoader.onPart(buffer, offset, length);
        }
        viewsLoader.onPart(buffer, offset, length);
    }
}
