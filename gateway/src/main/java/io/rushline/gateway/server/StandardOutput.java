package io.rushline.gateway.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers why it could not be written to: a {@link PrintWriter} goes on as if nothing had been,
 * and an export to a full disk would end with 0.
 */
final class StandardOutput extends OutputStream {
    private static final String READER_IS_GONE = "Broken pipe";

    private final OutputStream target;
    private final PrintWriter writer = new PrintWriter(this, true, StandardCharsets.UTF_8);
    private volatile @Nullable IOException failure;

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    /** Flushes behind each line. */
    PrintWriter writer() {
        return writer;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * What to end with: a failure of its own, unless nobody reads any longer, as behind {@code | head}.
     *
     * @param done the code of what was done
     */
    int exitCode(int done, PrintWriter err) {
        writer.flush();
        IOException failed = failure;
        if (failed == null || READER_IS_GONE.equals(failed.getMessage())) {
            return done;
        }
        err.println("rushline: can't write to standard output: " + FileFailure.text(failed));
        err.flush();
        return Rushline.COULD_NOT_RUN;
    }
}
