package io.rushline.gateway.audit;

import io.rushline.gateway.server.CouldNotRunException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of text that gets its name when all of it is written: whoever is interrupted leaves none that looks whole. */
final class NewFile implements AutoCloseable {
    private static final String UNFINISHED = ".unfinished";

    private final Path file;
    private final Path unfinished;
    private final PrintWriter out;

    private NewFile(Path file, Path unfinished, PrintWriter out) {
        this.file = file;
        this.unfinished = unfinished;
        this.out = out;
    }

    /**
     * Begins to write a file.
     *
     * @throws CouldNotRunException when there is one of the name already
     */
    static NewFile begin(Path file) throws IOException {
        if (Files.exists(file)) {
            throw taken(file);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        return new NewFile(
                file, unfinished, new PrintWriter(Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)));
    }

    PrintWriter out() {
        return out;
    }

    /** Gives it its name. */
    void complete() throws IOException {
        out.close();
        if (out.checkError()) {
            throw new IOException("not all of it could be written; is the disk full?");
        }
        try {
            Files.move(unfinished, file);
        } catch (FileAlreadyExistsException e) {
            throw taken(file);
        }
    }

    private static CouldNotRunException taken(Path file) {
        return new CouldNotRunException("there is a file " + file + " already: give another with --out");
    }

    /** Removes what was not completed. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
