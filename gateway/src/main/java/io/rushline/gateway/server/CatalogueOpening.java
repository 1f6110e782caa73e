package io.rushline.gateway.server;

import io.rushline.gateway.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The catalogue, opened on a thread of its own while the engine is brought to the journal's end: SQL takes longer to start than
 * a standby has left to do.
 */
final class CatalogueOpening implements AutoCloseable {
    private final CompletableFuture<Catalogue> opening = new CompletableFuture<>();

    /** Begins to open the catalogue in a data directory that this process holds. */
    CatalogueOpening(Path root) {
        Thread thread = new Thread(() -> open(root), "catalogue-open");
        thread.setDaemon(true);
        thread.start();
    }

    private void open(Path root) {
        try {
            opening.complete(Catalogue.open(root));
        } catch (Throwable e) {
            opening.completeExceptionally(e);
        }
    }

    /** Waits for it, and throws what opening it threw. */
    Catalogue catalogue() {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException(failure);
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        Catalogue opened = opening.handle((catalogue, failure) -> catalogue).join();
        if (opened != null) {
            opened.close();
        }
    }
}
