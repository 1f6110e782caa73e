package io.rushline.gateway.audit;

import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.journal.Disk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file of text that gets its name when all of it is written and on disk: whoever is interrupted leaves none that looks
 * whole.
 */
final class NewFile implements AutoCloseable {
    private static final String UNFINISHED = ".unfinished";

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final PrintWriter out;
    private boolean isComplete;

    private NewFile(Path file, Path unfinished, FileChannel channel) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
        this.out = new PrintWriter(new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8)));
    }

    /**
     * Begins to write a file.
     *
     * @throws CouldNotRunException when there is one of the name already, or somebody is writing it
     */
    static NewFile begin(Path file) throws IOException {
        if (Files.exists(file)) {
            throw taken(file);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            return new NewFile(
                    file,
                    unfinished,
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (FileAlreadyExistsException e) {
            throw new CouldNotRunException("there is " + unfinished
                    + ", of an export that is at work or was interrupted: remove it when none is at work, or give another"
                    + " file with --out");
        }
    }

    PrintWriter out() {
        return out;
    }

    /** Gives it its name. */
    void complete() throws IOException {
        out.flush();
        if (out.checkError()) {
            throw new IOException("not all of it could be written; is the disk full?");
        }
        channel.force(true);
        out.close();
        try {
            Files.move(unfinished, file);
        } catch (FileAlreadyExistsException e) {
            throw taken(file);
        }
        isComplete = true;
        Disk.SYSTEM.forceDirectory(
                Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory"));
    }

    private static CouldNotRunException taken(Path file) {
        return new CouldNotRunException("there is a file " + file + " already: give another with --out");
    }

    /** Removes what was not completed. */
    @Override
    public void close() throws IOException {
        out.close();
        if (!isComplete) {
            Files.deleteIfExists(unfinished);
        }
    }
}
