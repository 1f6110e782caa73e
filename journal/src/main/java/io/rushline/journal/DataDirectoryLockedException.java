package io.rushline.journal;

/** Another process serves from this data directory. The message is one line, fit for standard error. */
public final class DataDirectoryLockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DataDirectoryLockedException(String message) {
        super(message);
    }
}
