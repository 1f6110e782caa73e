package io.rushline.gateway.server;

import io.rushline.gateway.reload.BrokenFileException;
import io.rushline.gateway.reload.Reloaded;
import io.rushline.gateway.tls.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code serve} about TLS. */
final class TlsOptions {
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "HTTP with TLS: the certificate and those that it was signed by, PEM. Read again when it changes.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's private key, PEM (PKCS #8).")
    private @Nullable Path key;

    boolean isGiven() {
        return certificate != null;
    }

    /**
     * The certificate, which follows its files from now on.
     *
     * @throws IllegalArgumentException when only one of both files is given
     * @throws CouldNotRunException when they cannot be used
     */
    Optional<Supplier<ServerCertificate>> certificate() {
        Path certificateFile = certificate;
        Path keyFile = key;
        if ((certificateFile == null) != (keyFile == null)) {
            throw new IllegalArgumentException("--tls-cert and --tls-key are only of use together");
        }
        if (certificateFile == null || keyFile == null) {
            return Optional.empty();
        }
        try {
            Reloaded<ServerCertificate> followed = ServerCertificate.open(certificateFile, keyFile);
            return Optional.of(followed::current);
        } catch (BrokenFileException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            Path unreadable = Files.isReadable(certificateFile) ? keyFile : certificateFile;
            throw new CouldNotRunException("can't read " + unreadable + ": give a PEM file that this user may read");
        }
    }
}
