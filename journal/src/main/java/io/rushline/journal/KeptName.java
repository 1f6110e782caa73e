package io.rushline.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names for files that are put aside and not deleted, so that an operator can look at what was in them. */
public final class KeptName {
    private static final int MAX_KEPT = 1_000;

    private KeptName() {}

    /**
     * The first of {@code FILE.KIND-1}, {@code FILE.KIND-2} and so on that is free.
     *
     * @param kind why it is put aside, such as {@code torn}
     * @throws IOException when there are 1,000 already
     */
    public static Path of(Path file, String kind) throws IOException {
        for (int i = 1; i <= MAX_KEPT; i++) {
            Path name = file.resolveSibling(file.getFileName() + "." + kind + "-" + i);
            if (Files.notExists(name)) {
                return name;
            }
        }
        throw new IOException("There are " + MAX_KEPT + " " + kind + " copies of " + file + " already: move them away");
    }
}
