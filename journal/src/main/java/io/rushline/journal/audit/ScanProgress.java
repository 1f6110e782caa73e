package io.rushline.journal.audit;

/** Is told how far a scan has come. */
@FunctionalInterface
public interface ScanProgress {
    /** For those who do not look. */
    ScanProgress NONE = (doneBytes, totalBytes) -> {};

    /** Some excerpts on; files are sparse, so their sizes are more than what is in them. */
    void onProgress(long doneBytes, long totalBytes);
}
