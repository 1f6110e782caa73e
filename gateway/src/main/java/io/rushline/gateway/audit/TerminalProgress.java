package io.rushline.gateway.audit;

import io.rushline.journal.audit.ScanProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** How far a scan has come, as a bar on standard error; nothing at all where that is no terminal. */
final class TerminalProgress implements ScanProgress, AutoCloseable {
    private static final int UPDATE_MS = 200;

    private final @Nullable ProgressBar bar;

    private TerminalProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static TerminalProgress start(String task) {
        StatusLine line = StatusLine.onStandardError();
        if (line == null) {
            return none();
        }
        line.open();
        return new TerminalProgress(new ProgressBarBuilder()
                .setTaskName(task)
                .setRenderer(new ProgressLine())
                .setConsumer(line)
                .setUpdateIntervalMillis(UPDATE_MS)
                .clearDisplayOnFinish()
                .build());
    }

    /** For nobody to see. */
    static TerminalProgress none() {
        return new TerminalProgress(null);
    }

    @Override
    public void onProgress(long doneBytes, long totalBytes) {
        if (bar != null) {
            bar.maxHint(totalBytes);
            bar.stepTo(doneBytes);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
