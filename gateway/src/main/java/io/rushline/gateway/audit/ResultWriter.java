package io.rushline.gateway.audit;

import io.rushline.gateway.server.OutputEndedException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a command finds while it reads, to a terminal line by line, and ends the command when nobody takes it any more: behind
 * {@code | head} the rest of a long journal would be read for nothing.
 */
final class ResultWriter extends Writer {
    private static final int BUFFER_CHARS = 8 * 1024;

    private final PrintWriter out;
    private final @Nullable StatusLine progress;
    // A writer of lines hands them on in parts.
    private final StringBuilder text = new StringBuilder();

    /** @param progress of the same terminal, if it shows any */
    ResultWriter(PrintWriter out, @Nullable StatusLine progress) {
        this.out = out;
        this.progress = progress;
    }

    /** A writer for lines, which hands each on at once where progress may be shown. */
    static PrintWriter lines(PrintWriter out, @Nullable StatusLine progress) {
        return new PrintWriter(new ResultWriter(out, progress), progress != null);
    }

    @Override
    public void write(char[] part, int offset, int length) {
        text.append(part, offset, length);
        if (progress == null && text.length() >= BUFFER_CHARS) {
            flush();
        }
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
    }

    @Override
    public void close() {
        flush();
    }
}
