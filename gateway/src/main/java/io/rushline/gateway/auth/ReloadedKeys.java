package io.rushline.gateway.auth;

import io.rushline.gateway.reload.Reloaded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The keys of a file that may change while they are used.
 *
 * <p>A file that is gone or broken changes nothing. An empty one takes all keys away: revoking the last key must have
 * an effect.
 *
 * <p>Threading: any thread.
 */
public final class ReloadedKeys implements KeyLookup, AutoCloseable {
    private final Reloaded<ApiKeys> keys;

    private ReloadedKeys(Reloaded<ApiKeys> keys) {
        this.keys = keys;
    }

    /**
     * Reads a key file, and goes on watching it.
     *
     * @param addition adds keys that do not stand in the file
     * @throws BrokenKeyFileException when a line is broken or the file holds no key
     */
    public static ReloadedKeys open(Path file, UnaryOperator<ApiKeys> addition) throws IOException {
        return new ReloadedKeys(Reloaded.open(
                "keys",
                List.of(file),
                () -> addition.apply(ApiKeys.load(file)),
                () -> addition.apply(ApiKeys.loadAny(file))));
    }

    @Override
    public Optional<Principal> find(KeyHash hash) {
        return keys.current().find(hash);
    }

    /** Reads the file again when it has changed. */
    void check() {
        keys.check();
    }

    @Override
    public void close() {
        keys.close();
    }
}
