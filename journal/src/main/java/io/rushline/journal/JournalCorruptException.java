package io.rushline.journal;

import java.nio.file.Path;

/** The journal is damaged in front of records that are still valid, so that something acknowledged is missing. */
public final class JournalCorruptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;
    private final long sequence;

    /**
     * @param file the queue file
     * @param offset where in the file the damage starts, in bytes
     * @param sequence the first sequence that can't be read
     * @param problem what is wrong, without a full stop
     */
    public JournalCorruptException(Path file, long offset, long sequence, String problem) {
        super("Journal damaged in " + file + " at offset " + offset + ", sequence " + sequence + ": " + problem);
        this.file = file;
        this.offset = offset;
        this.sequence = sequence;
    }

    public Path file() {
        return file;
    }

    public long offset() {
        return offset;
    }

    public long sequence() {
        return sequence;
    }
}
