package io.rushline.gateway.audit;

import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.server.CouldNotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Reads ids as people have them: the engine's sequence, or what a customer sees, signed with the directory's key. */
final class CustomerIds {
    private final Path keys;

    /** Of a data directory, in which nothing is made. */
    CustomerIds(Path data) {
        keys = data.resolve("keys");
    }

    /**
     * The engine's id.
     *
     * @throws TypeConversionException when it is neither a sequence nor one that this directory's key signed
     */
    long id(Kind kind, String text) {
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        return signedIds()
                .verify(kind, text)
                .orElseThrow(() -> new TypeConversionException(
                        text + " is no sequence, and no id that was signed with the key in " + keys));
    }

    private SignedIds signedIds() {
        if (!Files.exists(keys.resolve("server.key"))) {
            throw new CouldNotRunException(
                    "there is no server.key in " + keys + " to read signed ids with: give the sequence instead");
        }
        try {
            return SignedIds.read(keys);
        } catch (IOException e) {
            throw new CouldNotRunException("can't read the key in " + keys + ": " + e.getMessage());
        }
    }
}
