package io.rushline.gateway.audit;

import io.rushline.gateway.server.OutputEndedException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a command finds while it reads, line by line, and ends the command when nobody takes it any more: behind {@code | head}
 * the rest of a long journal would be read for nothing.
 */
final class ResultWriter extends Writer {
    private final PrintWriter out;
    private final @Nullable StatusLine progress;
    // A writer of lines hands them on in parts.
    private final StringBuilder text = new StringBuilder();

    /** @param progress of the same terminal, if it shows any */
    ResultWriter(PrintWriter out, @Nullable StatusLine progress) {
        this.out = out;
        this.progress = progress;
    }

    /** A writer that hands each line on at once. */
    static PrintWriter lines(PrintWriter out, @Nullable StatusLine progress) {
        return new PrintWriter(new ResultWriter(out, progress), true);
    }

    @Override
    public void write(char[] part, int offset, int length) {
        text.append(part, offset, length);
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
