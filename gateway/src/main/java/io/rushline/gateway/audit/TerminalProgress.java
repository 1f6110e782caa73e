package io.rushline.gateway.audit;

import io.rushline.journal.audit.ScanProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** How far a scan has come, as a bar on standard error; nothing at all where that is no terminal. */
final class TerminalProgress implements ScanProgress, AutoCloseable {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int UPDATE_MS = 200;

    private final @Nullable ProgressBar bar;

    private TerminalProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static TerminalProgress start(String task) {
        if (!isTerminal()) {
            return new TerminalProgress(null);
        }
        return new TerminalProgress(new ProgressBarBuilder()
                .setTaskName(task)
                .setRenderer(new ProgressLine())
                .setUpdateIntervalMillis(UPDATE_MS)
                .clearDisplayOnFinish()
                .build());
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

    /** {@code System.console} tells of standard input and output only, and those are redirected often. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
