package io.rushline.gateway.audit;

import io.rushline.gateway.server.OutputEndedException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a command finds while it reads, whole lines at a time, and ends the command when nobody takes it any more: behind
 * {@code | head} the rest of a long journal would be read for nothing.
 *
 * <p>Closing it hands on the rest, and leaves what it writes to open.
 */
final class ResultWriter extends Writer {
    private static final int BUFFER_CHARS = 8 * 1024;
    private static final long MAX_GAP_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintWriter out;
    private final boolean isGathering;
    private final @Nullable StatusLine progress;
    private final LongSupplier nanoTime;
    // A writer of lines hands them on in parts.
    private final StringBuilder text = new StringBuilder();
    private long dueNs;

    private ResultWriter(PrintWriter out, boolean isGathering, @Nullable StatusLine progress, LongSupplier nanoTime) {
        this.out = out;
        this.isGathering = isGathering;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.dueNs = nanoTime.getAsLong();
    }

    /**
     * Hands on each line at once.
     *
     * @param progress of the same terminal, if it shows any
     */
    static PrintWriter toTerminal(PrintWriter out, @Nullable StatusLine progress) {
        return new PrintWriter(new ResultWriter(out, false, progress, System::nanoTime));
    }

    /** Hands on many lines together where they come fast, and else each at once: somebody may look on through a pager. */
    static PrintWriter gathering(PrintWriter out, LongSupplier nanoTime) {
        return new PrintWriter(new ResultWriter(out, true, null, nanoTime));
    }

    /** @throws OutputEndedException when it could not be written */
    @Override
    public void write(char[] part, int offset, int length) {
        text.append(part, offset, length);
        boolean isLineEnd = length > 0 && part[offset + length - 1] == '\n';
        if (isLineEnd && isDue()) {
            flush();
        }
    }

    private boolean isDue() {
        return !isGathering || text.length() >= BUFFER_CHARS || nanoTime.getAsLong() - dueNs >= 0;
    }

    /** @throws OutputEndedException when it could not be written */
    @Override
    public void flush() {
        if (progress == null) {
            handOn();
        } else {
            progress.aside(this::handOn);
        }
        if (out.checkError()) {
            throw new OutputEndedException();
        }
    }

    private void handOn() {
        out.append(text);
        out.flush();
        text.setLength(0);
        dueNs = nanoTime.getAsLong() + MAX_GAP_NS;
    }

    @Override
    public void close() {
        flush();
    }
}
