package io.rushline.journal.audit;

import java.nio.file.Path;

/**
 * Where a journal can't be read on although it must.
 *
 * @param file the queue file
 * @param offset where in it the damage starts, in bytes
 * @param sequence the first one that can't be read
 * @param problem what is wrong, without a full stop
 * @param behind what stands behind it and is whole by itself
 */
public record Damage(Path file, long offset, long sequence, String problem, RecordsBehind behind) {}
