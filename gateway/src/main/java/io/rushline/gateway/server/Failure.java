package io.rushline.gateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, in an operator's words. */
public final class Failure {
    private Failure() {}

    /** Without the names of classes. */
    public static String text(Exception failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            IOException cause = unchecked.getCause();
            return cause instanceof FileSystemException ? text(cause) : String.valueOf(unchecked.getMessage());
        }
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (failure instanceof AccessDeniedException denied) {
            return "permission denied for " + denied.getFile();
        }
        if (failure instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason() + ": " + other.getFile();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
