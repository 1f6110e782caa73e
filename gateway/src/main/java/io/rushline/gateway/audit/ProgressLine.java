package io.rushline.gateway.audit;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * One line for how far a task has come, fit for its terminal: the figures always, as much of the task's end as there is room for,
 * and a bar in what is left.
 *
 * <pre>
 * Reading /var/lib/rushline/data/journal  41% [=========            ]  512/1250 MiB     60 columns and more
 * ...ushline/data/journal  41% 512/1250 MiB                                             40
 * </pre>
 */
final class ProgressLine implements ProgressBarRenderer {
    private static final long MIB = 1024 * 1024;
    private static final double PERCENT = 100;
    private static final String CUT = "...";
    private static final int BAR_MIN = 8;
    private static final int BAR_MAX = 40;
    private static final String BAR_FRAME = " []";

    @Override
    public String render(ProgressState progress, int maxLength) {
        return render(progress.getTaskName(), progress.getCurrent(), progress.getMax(), maxLength);
    }

    static String render(String task, long doneBytes, long totalBytes, int maxLength) {
        double share = totalBytes <= 0 ? 0 : Math.min(1, (double) doneBytes / totalBytes);
        String percent = String.format(Locale.ROOT, " %3.0f%%", Math.floor(share * PERCENT));
        String amount = " " + doneBytes / MIB + "/" + Math.max(0, totalBytes) / MIB + " MiB";
        int room = maxLength - percent.length() - amount.length();
        String name = tail(task, Math.max(0, room));
        int bar = Math.min(BAR_MAX, room - name.length() - BAR_FRAME.length());
        return name + percent + (bar < BAR_MIN ? "" : bar(share, bar)) + amount;
    }

    private static String bar(double share, int length) {
        int done = (int) (share * length);
        return " [" + "=".repeat(done) + " ".repeat(length - done) + "]";
    }

    /** The end of a path tells more than its beginning. */
    private static String tail(String task, int length) {
        if (task.length() <= length) {
            return task;
        }
        return length <= CUT.length() ? "" : CUT + task.substring(task.length() - length + CUT.length());
    }
}
