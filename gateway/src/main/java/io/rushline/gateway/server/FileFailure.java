package io.rushline.gateway.server;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** What went wrong with a file, in an operator's words. */
public final class FileFailure {
    private FileFailure() {}

    /** Without the names of classes, and down to what the system said. */
    public static String text(Exception failure) {
        if (failure instanceof UncheckedIOException unchecked
                && unchecked.getCause() instanceof FileSystemException cause) {
            // Callers say themselves what they were about, and this says which file.
            return words(cause);
        }
        StringBuilder text = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            Optional<String> words = words(each);
            boolean isRoot = each.getCause() == null;
            if (words.isPresent() && (text.isEmpty() || (isRoot && !contains(text, words.get(), each)))) {
                text.append(text.isEmpty() ? "" : ": ").append(words.get());
            }
        }
        return text.isEmpty() ? failure.toString() : text.toString();
    }

    private static boolean contains(StringBuilder text, String words, Throwable of) {
        String message = of.getMessage();
        return text.indexOf(words) >= 0 || (message != null && text.indexOf(message) >= 0);
    }

    /** What it says itself; nothing when that is only its cause's name and message. */
    private static Optional<String> words(Throwable failure) {
        if (failure instanceof FileSystemException ofFile) {
            return Optional.of(words(ofFile));
        }
        String message = failure.getMessage();
        boolean isOfCause =
                failure.getCause() != null && String.valueOf(failure.getCause()).equals(message);
        return isOfCause ? Optional.empty() : Optional.ofNullable(message);
    }

    private static String words(FileSystemException failure) {
        String file = failure.getFile();
        if (failure instanceof NoSuchFileException) {
            return "there is no " + file;
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied for " + file;
        }
        if (failure.getReason() != null) {
            return failure.getReason() + ": " + file;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a " + file + " already";
        }
        if (failure instanceof NotDirectoryException) {
            return file + " is not a directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the directory " + file + " is not empty";
        }
        return "the system refused something with " + file;
    }
}
