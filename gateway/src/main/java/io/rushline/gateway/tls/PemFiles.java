package io.rushline.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and private keys as operators have them.
 *
 * <p>Source: RFC 7468.
 */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    private PemFiles() {}

    /** The certificates of a file in their order, at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!Files.readString(file, StandardCharsets.ISO_8859_1).contains(CERTIFICATE)) {
                throw new BrokenCertificateException("there is no certificate in " + file);
            }
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new BrokenCertificateException(file + " is no PEM file of certificates: " + e.getMessage());
        }
    }

    /** The key of a file, not encrypted, for this algorithm. */
    static PrivateKey privateKey(Path file, String algorithm) throws IOException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new BrokenCertificateException("there is no PRIVATE KEY in " + file);
        }
        if (!pem.group(1).isEmpty()) {
            throw new BrokenCertificateException("the key in " + file
                    + " must be PKCS #8 and not encrypted: convert it with openssl pkcs8 -topk8 -nodes");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new BrokenCertificateException(
                    "the key in " + file + " is not one for the certificate, whose algorithm is " + algorithm);
        }
    }
}
