package io.rushline.loadtest;

import io.rushline.loadtest.report.Moment;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows a run while it runs: a few short lines that are written over on a terminal, and one each second elsewhere.
 *
 * <p>Threading: one thread.
 */
final class LiveView implements Consumer<Moment> {
    private static final String CONTROL = "\033[";
    private static final String WIPE_TO_THE_RIGHT = CONTROL + "K";
    // A line that a narrow terminal broke would be two, and the next second's would go up too little.
    private static final String CUT_LONG_LINES = CONTROL + "?7l";
    private static final String BREAK_LONG_LINES = CONTROL + "?7h";

    private final PrintStream out;
    private final boolean isQuiet;
    private final boolean isTerminal;
    private boolean isShown;

    LiveView(PrintStream out, boolean isQuiet, boolean isTerminal) {
        this.out = out;
        this.isQuiet = isQuiet;
        this.isTerminal = isTerminal;
    }

    /** Shows it on this stream, or nothing to who wants only the result. */
    static LiveView on(PrintStream out, boolean isQuiet) {
        return new LiveView(out, isQuiet, Terminal.present());
    }

    @Override
    public void accept(Moment moment) {
        if (isQuiet) {
            return;
        }
        if (isTerminal) {
            out.print(overwriting(moment.lines()));
            out.flush();
            isShown = true;
        } else {
            out.println(moment.line());
        }
    }

    /** Leaves the lines. */
    void end() {
        if (isShown) {
            out.println();
        }
    }

    private String overwriting(List<String> lines) {
        String toTheFirst = isShown && lines.size() > 1 ? CONTROL + (lines.size() - 1) + "A" : "";
        return CUT_LONG_LINES
                + toTheFirst
                + "\r"
                + String.join(WIPE_TO_THE_RIGHT + "\n", lines)
                + WIPE_TO_THE_RIGHT
                + BREAK_LONG_LINES;
    }
}
