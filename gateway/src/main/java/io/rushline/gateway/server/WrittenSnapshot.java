package io.rushline.gateway.server;

import java.nio.file.Path;

/**
 * A snapshot that is on disk.
 *
 * @param sequence of the last command that is in it
 */
record WrittenSnapshot(Path file, long sequence, long stateHash, long lengthBytes) {}
