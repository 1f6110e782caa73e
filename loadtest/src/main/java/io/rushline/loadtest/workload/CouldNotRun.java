package io.rushline.loadtest.workload;

/** The on-sale can't begin. The message is one line that says why, and what to do about it. */
public final class CouldNotRun extends Exception {
    private static final long serialVersionUID = 1L;

    public CouldNotRun(String message) {
        super(message);
    }
}
