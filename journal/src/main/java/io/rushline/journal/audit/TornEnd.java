package io.rushline.journal.audit;

import java.nio.file.Path;

/**
 * Something that was begun at the end of a journal and not completed: the primary is at it, or died in it. It was never
 * acknowledged, and the next start cuts it off.
 *
 * @param file the queue file
 * @param offset where in it the good part ends, in bytes
 * @param afterSequence the last whole command
 * @param problem what stands there, without a full stop
 */
public record TornEnd(Path file, long offset, long afterSequence, String problem) {}
