package io.rushline.journal.append;

/** What a commit waits for. */
public enum Durability {
    /** The disk: a batch survives a power loss. */
    DISK,
    /** The operating system's cache: a batch survives the process, however it dies, but not a power loss. */
    CACHE
}
