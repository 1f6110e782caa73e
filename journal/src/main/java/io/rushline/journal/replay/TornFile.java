package io.rushline.journal.replay;

import java.nio.file.Path;

/**
 * A queue file with something behind its last valid excerpt.
 *
 * @param offset where the good part ends, in bytes
 * @param excerpts how many valid excerpts it starts with
 */
public record TornFile(Path file, long offset, int excerpts) {}
