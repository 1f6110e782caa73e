package io.rushline.journal.bare;

import io.rushline.journal.JournalQueue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends the same bytes to a queue again and again, and forces them each time.
 *
 * <p>Threading: one thread. Allocation: none per append.
 */
public final class BareLoop implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final PointerBytesStore bytes = new PointerBytesStore();
    private final long lengthBytes;
    private final FileChannel file;

    /**
     * A loop on a queue of its own.
     *
     * @param directory empty, or not there yet
     * @param batch direct memory that stays as long as the loop
     */
    public BareLoop(Path directory, UnsafeBuffer batch) throws IOException {
        queue = JournalQueue.open(directory, () -> 0L);
        appender = queue.createAppender();
        bytes.set(batch.addressOffset(), batch.capacity());
        lengthBytes = batch.capacity();
        write(lengthBytes);
        file = FileChannel.open(appender.currentFile().toPath(), StandardOpenOption.WRITE);
    }

    /** One append, which is on disk when this returns. */
    public void append() throws IOException {
        append(lengthBytes);
    }

    /**
     * The same with only the first bytes of the batch.
     *
     * @param length at most what the batch has
     */
    public void append(long length) throws IOException {
        write(length);
        file.force(false);
    }

    private void write(long length) {
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(bytes, 0L, length);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        appender.close();
        queue.close();
    }
}
