package io.rushline.loadtest;

import io.rushline.loadtest.report.Moment;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Shows a run while it runs: one line that is written over on a terminal, and one each second elsewhere.
 *
 * <p>Threading: one thread.
 */
final class LiveLine implements Consumer<Moment> {
    private final PrintStream out;
    private final boolean isQuiet;
    private final boolean isTerminal;
    private int shownLength;

    LiveLine(PrintStream out, boolean isQuiet, boolean isTerminal) {
        this.out = out;
        this.isQuiet = isQuiet;
        this.isTerminal = isTerminal;
    }

    /** Shows it on this stream, or nothing to who wants only the result. */
    static LiveLine on(PrintStream out, boolean isQuiet) {
        return new LiveLine(out, isQuiet, Terminal.present());
    }

    @Override
    public void accept(Moment moment) {
        if (isQuiet) {
            return;
        }
        String line = moment.line();
        if (isTerminal) {
            // Spaces wipe out what a longer line before has left.
            out.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
            shownLength = line.length();
        } else {
            out.println(line);
        }
    }

    /** Leaves the line. */
    void end() {
        if (shownLength > 0) {
            out.println();
        }
    }
}
