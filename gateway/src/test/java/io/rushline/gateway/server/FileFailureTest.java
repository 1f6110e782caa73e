package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
    @Test
    void shouldNameTheKindOfAFailureThatGivesNoReason() {
        assertThat(FileFailure.text(new NoSuchFileException("data"))).isEqualTo("there is no data");
        assertThat(FileFailure.text(new AccessDeniedException("data"))).isEqualTo("permission denied for data");
        assertThat(FileFailure.text(new FileAlreadyExistsException("data"))).isEqualTo("there is a data already");
        assertThat(FileFailure.text(new NotDirectoryException("data"))).isEqualTo("data is not a directory");
        assertThat(FileFailure.text(new DirectoryNotEmptyException("data")))
                .isEqualTo("the directory data is not empty");
        assertThat(FileFailure.text(new FileSystemLoopException("data")))
                .isEqualTo("the system refused something with data");
        assertThat(FileFailure.text(new FileSystemException("data", null, "Is a directory")))
                .isEqualTo("Is a directory: data");
    }

    @Test
    void shouldSayWhatTheSystemSaid() {
        IOException read = new IOException("Input/output error");

        assertThat(FileFailure.text(new UncheckedIOException("Cannot read the journal in data", read)))
                .isEqualTo("Cannot read the journal in data: Input/output error");
        assertThat(FileFailure.text(new IOException("Cannot open", new UncheckedIOException("Cannot read", read))))
                .isEqualTo("Cannot open: Input/output error");
        assertThat(FileFailure.text(new UncheckedIOException("Cannot read", new AccessDeniedException("data/keys"))))
                .isEqualTo("permission denied for data/keys");
        assertThat(FileFailure.text(new IOException("Cannot read", new NoSuchFileException("data/keys"))))
                .isEqualTo("Cannot read: there is no data/keys");
    }

    @Test
    void shouldNotRepeatItselfNorNameClasses() {
        IOException catalogue =
                new IOException("Cannot open the catalogue data: file corrupted", new IOException("file corrupted"));

        assertThat(FileFailure.text(new UncheckedIOException(catalogue)))
                .isEqualTo("Cannot open the catalogue data: file corrupted");
        assertThat(FileFailure.text(new UncheckedIOException(new IOException("Input/output error"))))
                .isEqualTo("Input/output error");
        assertThat(FileFailure.text(new UncheckedIOException(new NoSuchFileException("data"))))
                .isEqualTo("there is no data");
    }
}
