package io.rushline.gateway.audit;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The line of a terminal in which progress is written over and over, and which is wiped in the end.
 *
 * <p>The library's own goes up a line to write over what it wrote last, and that is a result when one was printed since. This one
 * stays in its line, and results go through {@link #aside}, which wipes it first. It needs nothing of a terminal but carriage
 * return.
 *
 * <p>Threading: any; results and progress come from two.
 */
final class StatusLine extends ConsoleProgressBarConsumer {
    /** Made when it is first asked for: most commands show no progress. */
    private static final class OnStandardError {
        private static final @Nullable StatusLine LINE =
                StandardStream.ERROR.isTerminal() ? new StatusLine(System.err) : null;

        private OnStandardError() {}
    }

    private final PrintStream terminal;
    private int shownLength;
    private boolean isOpen;

    StatusLine(PrintStream terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    /** That of standard error; null where that is no terminal. */
    static @Nullable StatusLine onStandardError() {
        return OnStandardError.LINE;
    }

    /** Lets progress be shown until it is closed, again if it was closed. */
    synchronized void open() {
        isOpen = true;
    }

    @Override
    public synchronized void accept(String text) {
        if (isOpen) {
            String rest = " ".repeat(Math.max(0, shownLength - text.length()));
            terminal.print('\r' + text + rest);
            terminal.flush();
            shownLength = text.length() + rest.length();
        }
    }

    @Override
    public synchronized void clear() {
        if (shownLength > 0) {
            terminal.print('\r' + " ".repeat(shownLength) + '\r');
            terminal.flush();
            shownLength = 0;
        }
    }

    @Override
    public synchronized void close() {
        clear();
        isOpen = false;
    }

    /** Writes something else to the same terminal; progress is shown again when it moves on. */
    synchronized void aside(Runnable write) {
        clear();
        write.run();
    }
}
